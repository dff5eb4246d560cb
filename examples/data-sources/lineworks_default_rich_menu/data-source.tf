data "lineworks_default_rich_menu" "reception" {
  bot_id = "2000003"
}

output "default" {
  value = data.lineworks_default_rich_menu.reception.rich_menu_id
}
