data "lineworks_bots" "all" {}

output "bot_names" {
  value = { for bot in data.lineworks_bots.all.bots : bot.bot_id => bot.bot_name }
}
