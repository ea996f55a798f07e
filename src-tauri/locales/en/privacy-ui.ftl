privacy-hide = Hide names
privacy-on = Names are hidden
privacy-reveal = Hold Alt to see the one under the pointer, or the one you are at.
privacy-show = Show names
privacy-strip = Privacy filter
privacy-no-forms = Names are hidden, and what stands in their place must not be saved. Show names (Ctrl+Shift+H) to change this.
keys-privacy = Hide or show names
