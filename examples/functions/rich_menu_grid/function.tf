# Three columns and two rows, without a gap although 2500 cannot be divided by 3:
# [
#   { x = 0,    y = 0,   width = 833, height = 843 },
#   { x = 833,  y = 0,   width = 833, height = 843 },
#   { x = 1666, y = 0,   width = 834, height = 843 },
#   { x = 0,    y = 843, width = 833, height = 843 },
#   …
# ]
output "cells" {
  value = provider::lineworks::rich_menu_grid(3, 2, 1686)
}
