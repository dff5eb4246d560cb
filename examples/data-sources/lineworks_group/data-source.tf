data "lineworks_group" "project" {
  group_name     = "Project One"
  include_nested = true
}

# A room for the bot and all people of the group, those in its groups and org units included.
resource "lineworks_channel" "project" {
  bot_id  = "2000001"
  title   = data.lineworks_group.project.group_name
  members = data.lineworks_group.project.user_ids
}
