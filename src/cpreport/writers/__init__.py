"""From a campaign and a unit to the bytes of a form: memo and form in Word, the form in Excel."""
