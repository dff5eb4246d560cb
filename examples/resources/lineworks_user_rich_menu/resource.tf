# The people at the desk see a menu of their own.
locals {
  desk = [
    "3b8e6a52-5c0f-4f0a-9d4e-03a1f7c2b901",
    "91c7d0de-3a44-4b57-8f15-6f2d1c9be802",
  ]
}

resource "lineworks_user_rich_menu" "desk" {
  for_each = toset(local.desk)

  bot_id       = "2000003"
  user_id      = each.key
  rich_menu_id = "40001"
}
