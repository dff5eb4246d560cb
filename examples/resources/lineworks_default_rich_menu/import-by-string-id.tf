import {
  to = lineworks_default_rich_menu.reception
  id = "2000003"
}
