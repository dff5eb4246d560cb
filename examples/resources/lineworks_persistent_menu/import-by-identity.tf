import {
  to = lineworks_persistent_menu.reception
  identity = {
    bot_id = "2000001"
  }
}
