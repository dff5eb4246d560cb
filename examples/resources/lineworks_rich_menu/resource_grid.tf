# Six equal areas, three in a row, without counting pixels.
locals {
  pages = ["news", "calendar", "forms", "map", "canteen", "help"]
}

resource "lineworks_rich_menu" "intranet" {
  bot_id         = "2000003"
  rich_menu_name = "Intranet"
  size           = { height = 1686 }

  areas = [
    for i, cell in provider::lineworks::rich_menu_grid(3, 2, 1686) : {
      bounds = cell
      action = {
        type  = "uri"
        label = local.pages[i]
        uri   = "https://intra.example.com/${local.pages[i]}"
      }
    }
  ]
}
