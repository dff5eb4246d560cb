# What `make demo` applies: three bots of one company, two of them with a menu.

terraform {
  required_providers {
    lineworks = {
      source  = "terraform-lineworks/lineworks"
      version = "~> 0.1"
    }
  }
}

# Credentials come from the environment: LINEWORKS_CLIENT_ID,
# LINEWORKS_CLIENT_SECRET, LINEWORKS_SERVICE_ACCOUNT, LINEWORKS_PRIVATE_KEY_FILE.
provider "lineworks" {}

locals {
  # User IDs, not e-mail addresses.
  tanaka = "4f8a2c61-0d3e-4b7a-8c15-03a7e2f9b110"
  suzuki = "b1d90e57-62f4-4c08-9a3b-03c4d8e5f721"

  photos = "https://example.com/bots"
}

resource "lineworks_bot" "reception" {
  bot_name          = "総合受付"
  description       = "来客の受付と会議室の予約"
  photo_url         = "${local.photos}/reception.png"
  administrators    = [local.tanaka]
  subadministrators = [local.suzuki]
  i18n_bot_names    = { ja_JP = "総合受付", en_US = "Reception desk" }
  i18n_descriptions = { ja_JP = "来客の受付と会議室の予約", en_US = "Visitors and meeting rooms" }
}

resource "lineworks_bot" "help_desk" {
  bot_name          = "ITヘルプデスク"
  description       = "パソコンと社内システムの相談"
  photo_url         = "${local.photos}/help-desk.png"
  administrators    = [local.tanaka, local.suzuki]
  enable_group_join = true
  enable_callback   = true
  callback_url      = "https://bots.example.com/help-desk/callback"
  callback_events   = ["text", "image", "file"]
  i18n_bot_names    = { ja_JP = "ITヘルプデスク", en_US = "IT help desk" }
  i18n_descriptions = { ja_JP = "パソコンと社内システムの相談", en_US = "Computers and company systems" }
}

resource "lineworks_bot" "announcements" {
  bot_name          = "お知らせ"
  description       = "全社へのお知らせ"
  photo_url         = "${local.photos}/announcements.png"
  administrators    = [local.suzuki]
  i18n_bot_names    = { ja_JP = "お知らせ", en_US = "Announcements" }
  i18n_descriptions = { ja_JP = "全社へのお知らせ", en_US = "News for everybody" }
}

resource "lineworks_persistent_menu" "reception" {
  bot_id = lineworks_bot.reception.bot_id

  actions = [
    {
      type        = "message"
      label       = "会議室を予約する"
      postback    = "book-room"
      i18n_labels = { ja_JP = "会議室を予約する", en_US = "Book a room" }
    },
    {
      type        = "uri"
      label       = "館内案内"
      uri         = "https://example.com/office-map"
      i18n_labels = { ja_JP = "館内案内", en_US = "Office map" }
    },
  ]
}

resource "lineworks_persistent_menu" "help_desk" {
  bot_id = lineworks_bot.help_desk.bot_id

  actions = [
    {
      type        = "message"
      label       = "問い合わせる"
      postback    = "new-ticket"
      i18n_labels = { ja_JP = "問い合わせる", en_US = "Open a ticket" }
    },
    {
      type        = "copy"
      label       = "内線番号をコピー"
      copy_text   = "1234"
      i18n_labels = { ja_JP = "内線番号をコピー", en_US = "Copy the extension" }
    },
  ]
}

# The third bot has a rich menu instead: a picture with two areas to tap, shown
# to everybody. It can be used in one domain.
resource "lineworks_rich_menu" "announcements" {
  bot_id         = lineworks_bot.announcements.bot_id
  rich_menu_name = "announcements-v1"
  size           = { height = 843 }
  image          = "${path.module}/menu.png"

  areas = [
    for i, bounds in provider::lineworks::rich_menu_grid(2, 1, 843) : {
      bounds = bounds
      action = {
        type         = "postback"
        label        = ["今週のお知らせ", "過去のお知らせ"][i]
        data         = ["news=this-week", "news=archive"][i]
        i18n_labels  = { en_US = ["This week", "Archive"][i] }
        display_text = ["今週のお知らせを見る", "過去のお知らせを見る"][i]
      }
    }
  ]
}

resource "lineworks_default_rich_menu" "announcements" {
  bot_id       = lineworks_bot.announcements.bot_id
  rich_menu_id = lineworks_rich_menu.announcements.rich_menu_id
}

resource "lineworks_bot_domain" "announcements" {
  bot_id    = lineworks_bot.announcements.bot_id
  domain_id = "10000001"
  visible   = true
}

output "bot_ids" {
  description = "What a program that sends messages needs to know."
  value = {
    reception     = lineworks_bot.reception.bot_id
    help_desk     = lineworks_bot.help_desk.bot_id
    announcements = lineworks_bot.announcements.bot_id
  }
}
