data "lineworks_rich_menus" "all" {
  bot_id = "2000003"
}

output "ids_by_name" {
  value = { for menu in data.lineworks_rich_menus.all.rich_menus : menu.rich_menu_name => menu.rich_menu_id... }
}
