import {
  to = lineworks_default_rich_menu.reception
  identity = {
    bot_id = "2000003"
  }
}
