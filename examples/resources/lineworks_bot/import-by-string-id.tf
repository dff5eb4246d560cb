import {
  to = lineworks_bot.reception
  id = "2000001"
}
