"""What a person sees beside the text: fields, pens, seals, pictures, deleted and hidden words, fonts that lie."""
