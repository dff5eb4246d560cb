resource "lineworks_bot" "alerts" {
  bot_name          = "Alerts"
  description       = "Tells the people on call what has happened."
  photo_url         = "https://static.example.com/bots/alerts.png"
  administrators    = ["3b8e6a52-5c0f-4f0a-9d4e-03a1f7c2b901"]
  enable_group_join = true
}

resource "lineworks_bot_domain" "alerts" {
  bot_id    = lineworks_bot.alerts.bot_id
  domain_id = "10000001"
}

resource "lineworks_channel" "on_call" {
  bot_id = lineworks_bot.alerts.bot_id
  title  = "On call"
  members = [
    "3b8e6a52-5c0f-4f0a-9d4e-03a1f7c2b901",
    "9d27c1e4-08b3-4c55-a1f6-7be2d90c4a12",
  ]

  # The bot has to be usable in the domain before it can make a room there.
  depends_on = [lineworks_bot_domain.alerts]

  lifecycle {
    ignore_changes = [title] # people may rename the room
  }
}

output "on_call_channel_id" {
  value = lineworks_channel.on_call.channel_id
}
