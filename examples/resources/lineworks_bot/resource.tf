resource "lineworks_bot" "reception" {
  bot_name       = "Reception"
  description    = "Answers visitors and calls the host."
  photo_url      = "https://static.example.com/bots/reception.png"
  administrators = ["3b8e6a52-5c0f-4f0a-9d4e-03a1f7c2b901"]

  i18n_bot_names = {
    ja_JP = "受付"
    ko_KR = "안내 데스크"
  }
  i18n_descriptions = {
    ja_JP = "来客の受付と担当者の呼び出しを行います。"
  }

  deletion_protection = true # a deleted bot cannot be brought back
}
