import {
  to = lineworks_user_rich_menu.desk["3b8e6a52-5c0f-4f0a-9d4e-03a1f7c2b901"]
  identity = {
    bot_id  = "2000003"
    user_id = "3b8e6a52-5c0f-4f0a-9d4e-03a1f7c2b901"
  }
}
