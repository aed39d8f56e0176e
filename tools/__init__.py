"""What checks and makes files of this repository: `layers/site`, icons, words, pictures."""
