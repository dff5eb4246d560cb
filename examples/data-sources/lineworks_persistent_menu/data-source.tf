data "lineworks_persistent_menu" "reception" {
  bot_id = "2000001"
}

output "buttons" {
  value = data.lineworks_persistent_menu.reception.actions[*].label
}
