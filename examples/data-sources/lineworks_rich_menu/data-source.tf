data "lineworks_rich_menu" "reception" {
  bot_id       = "2000003"
  rich_menu_id = "40001"
}

output "labels" {
  value = data.lineworks_rich_menu.reception.areas[*].action.label
}
