import {
  to = lineworks_channel.on_call
  id = "2000001/4b0c9d1e-7f21-4a6b-9f3d-2f6a1c5e8b70"
}
