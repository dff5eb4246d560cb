import {
  to = lineworks_bot_domain.head_office
  id = "2000001/10000001"
}
