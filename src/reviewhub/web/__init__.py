"""Pages: parse, call one service, render."""

from reviewhub.web.accounts.views import area as accounts
from reviewhub.web.agencies.views import area as agencies
from reviewhub.web.campaigns.views import area as campaigns
from reviewhub.web.desk.views import area as desk
from reviewhub.web.experts.views import area as experts
from reviewhub.web.home.views import area as home
from reviewhub.web.panels.views import area as panels
from reviewhub.web.projects.views import area as projects
from reviewhub.web.scoring.views import area as templates
from reviewhub.web.sheets.views import area as sheets

AREAS = (accounts, agencies, campaigns, desk, experts, home, panels, projects, sheets, templates)
