"""From any HTML to the HTML of a body: reading, outline, attributes, writing, in this order."""
