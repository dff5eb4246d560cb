import {
  to = lineworks_channel.on_call
  identity = {
    bot_id     = "2000001"
    channel_id = "4b0c9d1e-7f21-4a6b-9f3d-2f6a1c5e8b70"
  }
}
