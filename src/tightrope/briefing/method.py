"""How everything here is made, in four paragraphs."""

METHOD = (
    "Every act is coded from one sentence. The heading names the kind of act; the sentence "
    "quoted with it stands as it was written, and decides. “tightrope show” with an identifier "
    "opens the record.",
    "Deeds (aid, sanctions, troops, cooperation) and words (talks, support, accusations) are "
    "measured apart. An act counts by its intensity on Goldstein’s scale, in full when the state "
    "itself acts and by half when the power does; plans, threats, requests and possibilities count "
    "little, denials and history not at all.",
    "A happening counts by its independent origins, never by the number of its reports, and by "
    "half while it is disputed. An undated happening is quoted but not measured.",
    "Positions come from a local-level model with a 90 % interval that widens where nothing is "
    "observed. Few incidents give a direction, not a measurement. Positions tell what these "
    "documents tell; what the documents pass over is not in them.",
)
