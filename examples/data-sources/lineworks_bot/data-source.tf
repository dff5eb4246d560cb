data "lineworks_bot" "by_id" {
  bot_id = "2000001"
}

data "lineworks_bot" "by_name" {
  bot_name = "Reception"
}

output "reception_administrators" {
  value = data.lineworks_bot.by_name.administrators
}
