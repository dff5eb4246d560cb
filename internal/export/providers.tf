terraform {
  required_providers {
    lineworks = {
      source  = "terraform-lineworks/lineworks"
      version = "~> 0.1"
    }
  }
}

# The credentials come from the environment.
provider "lineworks" {}
