resource "lineworks_rich_menu" "reception" {
  bot_id         = "2000003"
  rich_menu_name = "Reception"
  size           = { height = 843 }
  image          = "${path.module}/menu.png"

  areas = [
    {
      bounds = { x = 0, y = 0, width = 2500, height = 843 }
      action = {
        type  = "message"
        label = "Help"
        text  = "Help"
      }
    },
  ]

  lifecycle {
    create_before_destroy = true
  }
}

resource "lineworks_default_rich_menu" "reception" {
  bot_id       = lineworks_rich_menu.reception.bot_id
  rich_menu_id = lineworks_rich_menu.reception.rich_menu_id
}
