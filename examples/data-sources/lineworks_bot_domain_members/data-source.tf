data "lineworks_bot_domain_members" "reception" {
  bot_id    = "2000001"
  domain_id = "10000001"
}

output "who_may_use_it" {
  value = data.lineworks_bot_domain_members.reception.all_users ? ["everybody"] : data.lineworks_bot_domain_members.reception.user_ids
}
