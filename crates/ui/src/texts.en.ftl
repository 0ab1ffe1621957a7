ui-skip-to-content = Skip to the content
ui-language = Language
ui-language-nb = Bokmål
ui-language-nn = Nynorsk
ui-language-en = English
ui-main-menu = Main menu
ui-search = Search
ui-demo-banner = This is a demonstration. Places, times and phone numbers are examples.
ui-optional = optional
ui-error-summary-title = { $n ->
    [one] One thing needs fixing
   *[other] { $n } things need fixing
}
ui-page-of = Page { $page } of { $pages }
ui-previous = Previous
ui-next = Next
ui-pages = Pages
ui-you-are-here = You are here
ui-home = Front page
ui-call-us = Call us
ui-sign-out = Sign out
ui-signed-in-as = Signed in as { $name }
ui-show-as-table = Show the figures as a table
ui-how-computed = How is this worked out?
ui-open = Open now
ui-soon = Opens later today
ui-closed = Closed
ui-called-off = Called off
ui-absent-title = We could not find that page
ui-absent-text = It may have moved, or the address may be mistyped. Try the front page, or call us.
ui-forbidden-title = You do not have access to this page
ui-forbidden-text = Do you need it for your work? Ask the person who manages your accounts.
ui-fault-title = Something went wrong on our side
ui-fault-text = It is not your fault. Please try again in a moment. If it is urgent, call us.
ui-fault-reference = Please give this code if you call: { $code }
ui-to-front-page = To the front page
ui-step-of = Step { $step } of { $steps }
ui-demo-label = Demonstration
