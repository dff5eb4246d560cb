data "lineworks_user" "taro" {
  email = "taro@example.co.jp"
}

resource "lineworks_bot" "reception" {
  bot_name       = "Reception"
  description    = "Announces visitors."
  photo_url      = "https://static.example.com/bots/reception.png"
  administrators = [data.lineworks_user.taro.user_id]
}

# With details, which need the scope user.read: the name, the domain, and whether
# the account is active.
data "lineworks_user" "hanako" {
  external_key = "EMP-0002"
  details      = true
}

output "hanako" {
  value = "${data.lineworks_user.hanako.last_name} ${data.lineworks_user.hanako.first_name}"
}
