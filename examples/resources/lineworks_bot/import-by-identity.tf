import {
  to = lineworks_bot.reception
  identity = {
    bot_id = "2000001"
  }
}
