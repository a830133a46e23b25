"""Results given out and what follows: releases, requests to reconsider, rectifications, payment holds."""
