# A bot that sends events to a server, and that only two domains may use.
resource "lineworks_bot" "helpdesk" {
  bot_name          = "IT help desk"
  description       = "Opens tickets and tells how they stand."
  photo_url         = "https://static.example.com/bots/helpdesk.png"
  administrators    = ["3b8e6a52-5c0f-4f0a-9d4e-03a1f7c2b901"]
  subadministrators = ["91c7d0de-3a44-4b57-8f15-6f2d1c9be802"]
  allow_domains     = ["10000001", "10000002"]
  enable_group_join = true

  enable_callback = true
  callback_url    = "https://bots.example.com/helpdesk"
  callback_events = ["text", "image", "file"]
  channel_events  = ["message", "join", "leave", "joined", "left", "postback", "begin"]
}
