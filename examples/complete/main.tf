# Everything that the provider manages, in one configuration: a bot in two
# domains, opened to some of their members, with a rich menu, a menu of its own
# for one user, a room and a secret for its callback server.

terraform {
  required_providers {
    lineworks = {
      source  = "terraform-lineworks/lineworks"
      version = "~> 0.1"
    }
  }
}

# Credentials come from the environment.
provider "lineworks" {}

variable "administrator" {
  description = "User ID of the main contact of the bot."
  type        = string
  default     = "4f8a2c61-0d3e-4b7a-8c15-03a7e2f9b110"
}

variable "domains" {
  description = "The domains in which the bot is used, and the user IDs of those who may use it there."
  type        = map(set(string))
  default = {
    "10000001" = ["4f8a2c61-0d3e-4b7a-8c15-03a7e2f9b110", "b1d90e57-62f4-4c08-9a3b-03c4d8e5f721"]
    "10000002" = ["77c3a9de-5b18-4e60-b2f4-03d1f0a6c934"]
  }
}

variable "menu_version" {
  description = "Goes into the name of the rich menu, so that versions can be told apart in the Developer Console."
  type        = string
  default     = "v1"
}

# The bot

resource "lineworks_bot" "concierge" {
  bot_name          = "Concierge"
  description       = "Rooms, visitors and everything lost."
  photo_url         = "https://static.example.com/bots/concierge.png"
  administrators    = [var.administrator]
  allow_domains     = keys(var.domains)
  enable_group_join = true
  enable_callback   = true
  callback_url      = "https://bots.example.com/concierge"
  i18n_bot_names    = { ja_JP = "コンシェルジュ" }
  i18n_descriptions = { ja_JP = "会議室、来客、落とし物のご相談。" }
}

# Who may use it

resource "lineworks_bot_domain" "concierge" {
  for_each = var.domains

  bot_id                   = lineworks_bot.concierge.bot_id
  domain_id                = each.key
  visible                  = true
  allow_to_selected_member = true
}

locals {
  members = merge([
    for domain_id, user_ids in var.domains : {
      for user_id in user_ids : "${domain_id}/${user_id}" => { domain_id = domain_id, user_id = user_id }
    }
  ]...)
}

resource "lineworks_bot_domain_member" "concierge" {
  for_each = local.members

  bot_id    = lineworks_bot.concierge.bot_id
  domain_id = lineworks_bot_domain.concierge[each.value.domain_id].domain_id
  user_id   = each.value.user_id
}

# Its rich menu: three columns, two rows, one picture for each language

locals {
  buttons = [
    { type = "postback", label = "Book a room", data = "book", display_text = "Book a room", i18n_labels = { ja_JP = "会議室を予約" } },
    { type = "postback", label = "Call my host", data = "host", display_text = "Call my host", i18n_labels = { ja_JP = "担当者を呼ぶ" } },
    { type = "uri", label = "Floor map", uri = "https://intra.example.com/map", i18n_labels = { ja_JP = "館内地図" } },
    { type = "message", label = "Lost & found", text = "I have lost something", i18n_texts = { ja_JP = "落とし物をしました" } },
    { type = "copy", label = "Wi-Fi", copy_text = "visitors" },
    { type = "uri", label = "Feedback", uri = "https://intra.example.com/feedback", i18n_labels = { ja_JP = "ご意見" } },
  ]
}

resource "lineworks_rich_menu" "main" {
  bot_id         = lineworks_bot.concierge.bot_id
  rich_menu_name = "main-${var.menu_version}"
  size           = { height = 1686 }

  areas = [
    for i, bounds in provider::lineworks::rich_menu_grid(3, 2, 1686) : { bounds = bounds, action = local.buttons[i] }
  ]

  image       = "${path.module}/menu.png"
  i18n_images = { ja_JP = "${path.module}/menu.ja.png" }

  lifecycle {
    create_before_destroy = true # so that the bot is never without a menu
  }
}

resource "lineworks_default_rich_menu" "concierge" {
  bot_id       = lineworks_bot.concierge.bot_id
  rich_menu_id = lineworks_rich_menu.main.rich_menu_id
}

# One user sees a menu of their own

resource "lineworks_rich_menu" "reception" {
  bot_id         = lineworks_bot.concierge.bot_id
  rich_menu_name = "reception-${var.menu_version}"
  size           = { height = 843 }

  areas = [
    for i, bounds in provider::lineworks::rich_menu_grid(2, 1, 843) : {
      bounds = bounds
      action = { type = "postback", label = ["Visitor is here", "Visitor has left"][i], data = ["arrived", "left"][i] }
    }
  ]

  lifecycle {
    create_before_destroy = true
  }
}

resource "lineworks_user_rich_menu" "reception" {
  bot_id       = lineworks_bot.concierge.bot_id
  user_id      = var.administrator
  rich_menu_id = lineworks_rich_menu.reception.rich_menu_id
}

# A room with the bot

resource "lineworks_channel" "visitors" {
  bot_id  = lineworks_bot.concierge.bot_id
  title   = "Visitors of today"
  members = [var.administrator]

  # The bot has to be usable where the members are.
  depends_on = [lineworks_bot_domain_member.concierge]
}

# What the callback server checks signatures with

resource "lineworks_bot_secret" "concierge" {
  bot_id  = lineworks_bot.concierge.bot_id
  keepers = { rotated = "2026-11" } # another value issues another secret
}

output "bot_id" {
  value = lineworks_bot.concierge.bot_id
}

output "bot_secret" {
  description = "For the callback server's secret store."
  value       = lineworks_bot_secret.concierge.secret
  sensitive   = true
}
