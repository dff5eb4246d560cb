locals {
  areas = [
    for i, bounds in provider::lineworks::rich_menu_grid(2, 1, 843) : {
      bounds = bounds
      action = [
        { type = "postback", label = "Book a room", data = "book", display_text = "Book a room" },
        { type = "uri", label = "Floor map", uri = "https://intra.example.com/map" },
      ][i]
    }
  ]
}

resource "lineworks_rich_menu" "reception" {
  bot_id         = "2000003"
  rich_menu_name = "reception-v2"
  size           = { height = 843 }
  areas          = local.areas

  lifecycle {
    create_before_destroy = true

    postcondition {
      condition = alltrue([
        for i, area in local.areas : length(setsubtract(keys(area.action), keys(self.areas[i].action))) == 0
      ])
      error_message = "Unknown names: ${join(", ", flatten([
        for i, area in local.areas : setsubtract(keys(area.action), keys(self.areas[i].action))
      ]))}."
    }
  }
}
