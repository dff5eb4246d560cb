# Import all bots of one team at once, and change none of them. The plan reads
# "2 to import, 0 to add, 0 to change, 0 to destroy" for two bots.
#
# Reading the configuration from the tenant is for the import only, since
# nothing is ever drift that way: the guide "Adopting existing bots" shows how to
# keep the bots in a file from then on.
data "lineworks_bots" "sales" {
  name_contains = "Sales"
}

# The list does not tell everything about a bot; this tells the rest.
data "lineworks_bot" "sales" {
  for_each = toset(data.lineworks_bots.sales.bots[*].bot_id)
  bot_id   = each.key
}

import {
  for_each = data.lineworks_bot.sales
  to       = lineworks_bot.sales[each.key]
  id       = each.key
}

resource "lineworks_bot" "sales" {
  for_each = data.lineworks_bot.sales

  bot_name          = each.value.bot_name
  description       = each.value.description
  photo_url         = each.value.photo_url
  administrators    = each.value.administrators
  subadministrators = each.value.subadministrators
  allow_domains     = each.value.allow_domains
  enable_callback   = each.value.enable_callback
  callback_url      = each.value.callback_url
  callback_events   = each.value.callback_events
  channel_events    = each.value.channel_events
  enable_group_join = each.value.enable_group_join
  i18n_bot_names    = each.value.i18n_bot_names
  i18n_descriptions = each.value.i18n_descriptions
  i18n_photo_urls   = each.value.i18n_photo_urls

  lifecycle {
    prevent_destroy = true # also when a bot is renamed and no longer found
  }
}
