app-product = Terskel
