"""What the grouping of reports into stories rests on, made anew from its sources."""
