import {
  to = lineworks_rich_menu.reception
  identity = {
    bot_id       = "2000003"
    rich_menu_id = "40001"
  }
}
