import {
  to = lineworks_persistent_menu.reception
  id = "2000001"
}
