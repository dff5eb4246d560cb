# Import all bots of one team at once. This is for the import only, and short:
# - What the resource leaves out, such as the callback, the first apply resets.
#   Read that plan, or add the other attributes.
# - A bot that the list no longer holds, because it was renamed for example, is
#   planned for deletion. Replace the list by fixed values after the import.
# The guide "Adopting existing bots" does both from the start.
data "lineworks_bots" "sales" {
  name_contains = "Sales"
}

locals {
  sales_bots = { for bot in data.lineworks_bots.sales.bots : bot.bot_id => bot }
}

import {
  for_each = local.sales_bots
  to       = lineworks_bot.sales[each.key]
  id       = each.key
}

# The list does not tell everything about a bot; this tells the rest.
data "lineworks_bot" "sales" {
  for_each = local.sales_bots
  bot_id   = each.key
}

resource "lineworks_bot" "sales" {
  for_each = local.sales_bots

  bot_name       = each.value.bot_name
  photo_url      = each.value.photo_url
  description    = data.lineworks_bot.sales[each.key].description
  administrators = data.lineworks_bot.sales[each.key].administrators
  i18n_bot_names = each.value.i18n_bot_names
}
