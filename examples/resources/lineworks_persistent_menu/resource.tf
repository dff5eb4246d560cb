resource "lineworks_bot" "reception" {
  bot_name       = "Reception"
  description    = "Answers visitors and calls the host."
  photo_url      = "https://static.example.com/bots/reception.png"
  administrators = ["3b8e6a52-5c0f-4f0a-9d4e-03a1f7c2b901"]
}

resource "lineworks_persistent_menu" "reception" {
  bot_id = lineworks_bot.reception.bot_id

  actions = [
    {
      type     = "message"
      label    = "Call my host"
      text     = "Please call my host"
      postback = "call_host"

      i18n_labels = { ja_JP = "担当者を呼ぶ" }
      i18n_texts  = { ja_JP = "担当者を呼んでください" }
    },
    {
      type  = "uri"
      label = "Map of the building"
      uri   = "https://intra.example.com/map"
    },
    {
      type      = "copy"
      label     = "Copy the extension of the reception"
      copy_text = "1234"
    },
  ]
}
