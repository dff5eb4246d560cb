data "lineworks_bot_domains" "reception" {
  bot_id = "2000001"
}

output "domains_in_which_everybody_may_use_it" {
  value = [
    for domain in data.lineworks_bot_domains.reception.domains : domain.domain_id
    if !domain.allow_to_selected_member
  ]
}
