import {
  to = lineworks_bot_domain.head_office
  identity = {
    bot_id    = "2000001"
    domain_id = "10000001"
  }
}
