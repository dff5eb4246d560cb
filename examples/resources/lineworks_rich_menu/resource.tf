resource "lineworks_bot" "reception" {
  bot_name       = "Reception"
  description    = "Answers visitors and calls the host."
  photo_url      = "https://static.example.com/bots/reception.png"
  administrators = ["3b8e6a52-5c0f-4f0a-9d4e-03a1f7c2b901"]
}

resource "lineworks_rich_menu" "reception" {
  bot_id         = lineworks_bot.reception.bot_id
  rich_menu_name = "Reception, spring 2026"
  size           = { height = 843 } # the width is always 2500

  image       = "${path.module}/menu.png" # 2500 × 843 pixels
  i18n_images = { ja_JP = "${path.module}/menu_ja.png" }

  areas = [
    {
      bounds = { x = 0, y = 0, width = 1250, height = 843 }
      action = {
        type         = "postback"
        label        = "Call my host"
        data         = "action=call_host"
        display_text = "Please call my host"

        i18n_labels        = { ja_JP = "担当者を呼ぶ" }
        i18n_display_texts = { ja_JP = "担当者を呼んでください" }
      }
    },
    {
      bounds = { x = 1250, y = 0, width = 1250, height = 843 }
      action = {
        type  = "uri"
        label = "Map"
        uri   = "https://intra.example.com/map"
      }
    },
  ]

  lifecycle {
    create_before_destroy = true # users see the old menu until the new one is in its place
  }
}

# Users see a rich menu once it is the default, or assigned to them.
resource "lineworks_default_rich_menu" "reception" {
  bot_id       = lineworks_bot.reception.bot_id
  rich_menu_id = lineworks_rich_menu.reception.rich_menu_id
}
