import {
  to = lineworks_rich_menu.reception
  id = "2000003/40001"
}
