data "lineworks_org_unit" "sales" {
  org_unit_name  = "Sales"
  include_nested = true
}

# Everybody in the sales department may use the bot.
resource "lineworks_bot_domain_member" "sales" {
  for_each = data.lineworks_org_unit.sales.user_ids

  bot_id    = "2000002"
  domain_id = "10000001"
  user_id   = each.value
}
