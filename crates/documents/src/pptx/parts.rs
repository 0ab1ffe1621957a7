//! The parts of the package beside the slides: the master, its layouts, the colours, relations.

use super::{Written, picture_name};
use crate::{
    Colour, Look,
    model::Language,
    package::{PACKAGE, RELATIONS, part, region_tag},
};
use maud::{Markup, html};

/// Drawing, relations, presentation.
pub const NAMESPACES: [&str; 3] = [
    "http://schemas.openxmlformats.org/drawingml/2006/main",
    RELATIONS,
    "http://schemas.openxmlformats.org/presentationml/2006/main",
];
/// A slide of 16 by 9, in English metric units.
pub const WIDTH: usize = 12_192_000;
pub const HEIGHT: usize = 6_858_000;
/// From the edge to the words.
pub const MARGIN: usize = 760_000;

/// Which places a slide has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// The first slide.
    Front,
    /// A title, and words below.
    Content,
    /// A title, words on one side and something to look at on the other.
    Two,
    /// A title, and something to look at below.
    Title,
}

impl Layout {
    const ALL: [Self; 4] = [Self::Front, Self::Content, Self::Two, Self::Title];

    const fn number(self) -> usize {
        self as usize + 1
    }

    /// As programs know it, and as people read it.
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Front => ("title", "Forside"),
            Self::Content => ("obj", "Tittel og innhold"),
            Self::Two => ("cust", "Tittel og to deler"),
            Self::Title => ("titleOnly", "Bare tittel"),
        }
    }
}

/// What every tree of shapes begins with.
pub fn group() -> Markup {
    html! {
        p:nvGrpSpPr { p:cNvPr id="1" name="" {} p:cNvGrpSpPr {} p:nvPr {} }
        p:grpSpPr { a:xfrm { a:off x="0" y="0" {} a:ext cx="0" cy="0" {} a:chOff x="0" y="0" {} a:chExt cx="0" cy="0" {} } }
    }
}

/// The parts that are there however many slides there are.
pub fn fixed(language: &Language, look: &Look, slides: usize) -> Vec<(String, String)> {
    let mut files = vec![
        ("ppt/presentation.xml".to_owned(), presentation(language, slides)),
        (
            "ppt/_rels/presentation.xml.rels".to_owned(),
            presentation_relations(slides),
        ),
        ("ppt/presProps.xml".to_owned(), small("presentationPr")),
        ("ppt/viewProps.xml".to_owned(), small("viewPr")),
        ("ppt/tableStyles.xml".to_owned(), table_styles()),
        ("ppt/theme/theme1.xml".to_owned(), theme(look.accent)),
        ("ppt/theme/theme2.xml".to_owned(), theme(look.accent)),
        ("ppt/slideMasters/slideMaster1.xml".to_owned(), master(language)),
        (
            "ppt/slideMasters/_rels/slideMaster1.xml.rels".to_owned(),
            master_relations(),
        ),
        ("ppt/notesMasters/notesMaster1.xml".to_owned(), notes_master(language)),
        (
            "ppt/notesMasters/_rels/notesMaster1.xml.rels".to_owned(),
            relations(&[("rId1", "theme", "../theme/theme2.xml")]),
        ),
    ];
    for one in Layout::ALL {
        let number = one.number();
        files.push((
            format!("ppt/slideLayouts/slideLayout{number}.xml"),
            layout(one, language),
        ));
        let master = relations(&[("rId1", "slideMaster", "../slideMasters/slideMaster1.xml")]);
        files.push((format!("ppt/slideLayouts/_rels/slideLayout{number}.xml.rels"), master));
    }
    files
}

pub fn content_types(slides: &[Written]) -> String {
    let kind = |name: &str| format!("application/vnd.openxmlformats-officedocument.presentationml.{name}+xml");
    let mut parts = vec![
        ("/ppt/presentation.xml".to_owned(), kind("presentation.main")),
        ("/ppt/presProps.xml".to_owned(), kind("presProps")),
        ("/ppt/viewProps.xml".to_owned(), kind("viewProps")),
        ("/ppt/tableStyles.xml".to_owned(), kind("tableStyles")),
        ("/ppt/slideMasters/slideMaster1.xml".to_owned(), kind("slideMaster")),
        ("/ppt/notesMasters/notesMaster1.xml".to_owned(), kind("notesMaster")),
    ];
    let theme = "application/vnd.openxmlformats-officedocument.theme+xml";
    parts.extend((1..=2).map(|n| (format!("/ppt/theme/theme{n}.xml"), theme.to_owned())));
    parts.extend(Layout::ALL.map(|l| {
        (
            format!("/ppt/slideLayouts/slideLayout{}.xml", l.number()),
            kind("slideLayout"),
        )
    }));
    for (i, slide) in slides.iter().enumerate() {
        parts.push((format!("/ppt/slides/slide{}.xml", i + 1), kind("slide")));
        if slide.notes.is_some() {
            parts.push((format!("/ppt/notesSlides/notesSlide{}.xml", i + 1), kind("notesSlide")));
        }
    }
    let core = "application/vnd.openxmlformats-package.core-properties+xml";
    let app = "application/vnd.openxmlformats-officedocument.extended-properties+xml";
    parts.push(("/docProps/core.xml".to_owned(), core.to_owned()));
    parts.push(("/docProps/app.xml".to_owned(), app.to_owned()));
    part(&html! {
        Types xmlns={ (PACKAGE) "/content-types" } {
            Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml" {}
            Default Extension="xml" ContentType="application/xml" {}
            Default Extension="png" ContentType="image/png" {}
            @for (name, kind) in parts { Override PartName=(name) ContentType=(kind) {} }
        }
    })
}

fn relations(list: &[(&str, &str, &str)]) -> String {
    part(&html! {
        Relationships xmlns={ (PACKAGE) "/relationships" } {
            @for (id, kind, target) in list { Relationship Id=(id) Type={ (RELATIONS) "/" (kind) } Target=(target) {} }
        }
    })
}

pub fn slide_relations(slide: &Written, number: usize) -> String {
    part(&html! {
        Relationships xmlns={ (PACKAGE) "/relationships" } {
            Relationship Id="rId1" Type={ (RELATIONS) "/slideLayout" } Target={ "../slideLayouts/slideLayout" (slide.layout.number()) ".xml" } {}
            @if slide.notes.is_some() {
                Relationship Id="rId2" Type={ (RELATIONS) "/notesSlide" } Target={ "../notesSlides/notesSlide" (number) ".xml" } {}
            }
            @for i in 1..=slide.pictures.len() {
                Relationship Id={ "rId-picture" (i) } Type={ (RELATIONS) "/image" } Target=(picture_name(number, i).replacen("ppt/", "../", 1)) {}
            }
            @for (i, link) in slide.links.iter().enumerate() {
                Relationship Id={ "rId-link" (i + 1) } Type={ (RELATIONS) "/hyperlink" } Target=(link) TargetMode="External" {}
            }
        }
    })
}

pub fn notes_relations(number: usize) -> String {
    relations(&[
        ("rId1", "notesMaster", "../notesMasters/notesMaster1.xml"),
        ("rId2", "slide", &format!("../slides/slide{number}.xml")),
    ])
}

fn presentation(language: &Language, slides: usize) -> String {
    part(&html! {
        p:presentation xmlns:a=(NAMESPACES[0]) xmlns:r=(NAMESPACES[1]) xmlns:p=(NAMESPACES[2]) saveSubsetFonts="1"
            rtl=[language.is_right_to_left().then_some("1")] {
            p:sldMasterIdLst { p:sldMasterId id="2147483648" r:id="rId-master" {} }
            p:notesMasterIdLst { p:notesMasterId r:id="rId-notes" {} }
            p:sldIdLst { @for n in 1..=slides { p:sldId id=(255 + n) r:id={ "rId-slide" (n) } {} } }
            p:sldSz cx=(WIDTH) cy=(HEIGHT) {}
            p:notesSz cx="6858000" cy="9144000" {}
            p:defaultTextStyle { a:defPPr { a:defRPr lang=(region_tag(language)) {} } }
        }
    })
}

fn presentation_relations(slides: usize) -> String {
    let mut list = vec![
        (
            "rId-master".to_owned(),
            "slideMaster",
            "slideMasters/slideMaster1.xml".to_owned(),
        ),
        (
            "rId-notes".to_owned(),
            "notesMaster",
            "notesMasters/notesMaster1.xml".to_owned(),
        ),
        ("rId-theme".to_owned(), "theme", "theme/theme1.xml".to_owned()),
        ("rId-props".to_owned(), "presProps", "presProps.xml".to_owned()),
        ("rId-view".to_owned(), "viewProps", "viewProps.xml".to_owned()),
        ("rId-tables".to_owned(), "tableStyles", "tableStyles.xml".to_owned()),
    ];
    list.extend((1..=slides).map(|n| (format!("rId-slide{n}"), "slide", format!("slides/slide{n}.xml"))));
    let list: Vec<_> = list.iter().map(|(id, kind, target)| (id.as_str(), *kind, target.as_str())).collect();
    relations(&list)
}

/// A part with nothing but its name.
fn small(name: &str) -> String {
    let [a, r, p] = NAMESPACES;
    format!(
        "{}<p:{name} xmlns:a=\"{a}\" xmlns:r=\"{r}\" xmlns:p=\"{p}\"/>",
        crate::package::DECLARATION
    )
}

fn table_styles() -> String {
    part(&html! { a:tblStyleLst xmlns:a=(NAMESPACES[0]) def="{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}" {} })
}

fn master_relations() -> String {
    let mut list: Vec<(String, &str, String)> = Layout::ALL
        .map(|l| {
            let number = l.number();
            (
                format!("rId{number}"),
                "slideLayout",
                format!("../slideLayouts/slideLayout{number}.xml"),
            )
        })
        .into();
    list.push(("rId-theme".to_owned(), "theme", "../theme/theme1.xml".to_owned()));
    let list: Vec<_> = list.iter().map(|(id, kind, target)| (id.as_str(), *kind, target.as_str())).collect();
    relations(&list)
}

/// The colours of our pages, the municipality's first, and typefaces that are on every machine.
fn theme(accent: Colour) -> String {
    let accent = accent.hex().trim_start_matches('#').to_owned();
    let colours = [
        ("dk1", "1B2A2F"),
        ("lt1", "FFFFFF"),
        ("dk2", accent.as_str()),
        ("lt2", "FBF8F3"),
        ("accent1", accent.as_str()),
        ("accent2", "2F6B3A"),
        ("accent3", "F2B84B"),
        ("accent4", "A63D2A"),
        ("accent5", "4A5A60"),
        ("accent6", "C5D0D1"),
        ("hlink", accent.as_str()),
        ("folHlink", "4A5A60"),
    ];
    let font = || html! { a:latin typeface="Calibri" {} a:ea typeface="" {} a:cs typeface="" {} };
    let fill = || html! { a:solidFill { a:schemeClr val="phClr" {} } };
    part(&html! {
        a:theme xmlns:a=(NAMESPACES[0]) name="Terskel" {
            a:themeElements {
                a:clrScheme name="Terskel" {
                    @for (name, colour) in colours {
                        @match name {
                            "dk1" => a:dk1 { a:srgbClr val=(colour) {} },
                            "lt1" => a:lt1 { a:srgbClr val=(colour) {} },
                            "dk2" => a:dk2 { a:srgbClr val=(colour) {} },
                            "lt2" => a:lt2 { a:srgbClr val=(colour) {} },
                            "accent1" => a:accent1 { a:srgbClr val=(colour) {} },
                            "accent2" => a:accent2 { a:srgbClr val=(colour) {} },
                            "accent3" => a:accent3 { a:srgbClr val=(colour) {} },
                            "accent4" => a:accent4 { a:srgbClr val=(colour) {} },
                            "accent5" => a:accent5 { a:srgbClr val=(colour) {} },
                            "accent6" => a:accent6 { a:srgbClr val=(colour) {} },
                            "hlink" => a:hlink { a:srgbClr val=(colour) {} },
                            _ => a:folHlink { a:srgbClr val=(colour) {} },
                        }
                    }
                }
                a:fontScheme name="Terskel" { a:majorFont { (font()) } a:minorFont { (font()) } }
                a:fmtScheme name="Terskel" {
                    a:fillStyleLst { (fill()) (fill()) (fill()) }
                    a:lnStyleLst { @for width in [6350, 12_700, 19_050] { a:ln w=(width) { (fill()) a:prstDash val="solid" {} } } }
                    a:effectStyleLst { @for _ in 0..3 { a:effectStyle { a:effectLst {} } } }
                    a:bgFillStyleLst { (fill()) (fill()) (fill()) }
                }
            }
        }
    })
}

/// Where something stands: from the left, from above, width, height.
type Place = (usize, usize, usize, usize);

const TITLE: Place = (MARGIN, 420_000, WIDTH - 2 * MARGIN, 1_250_000);
const BODY: Place = (MARGIN, 1_850_000, WIDTH - 2 * MARGIN, HEIGHT - 2_550_000);
const FOOT: Place = (MARGIN, HEIGHT - 520_000, 8_000_000, 320_000);
const NUMBER: Place = (WIDTH - MARGIN - 1_200_000, HEIGHT - 520_000, 1_200_000, 320_000);

/// A place in a master or a layout.
struct Spot<'a> {
    id: usize,
    name: &'a str,
    kind: Option<&'a str>,
    index: Option<usize>,
    place: Place,
    anchor: &'a str,
    style: Markup,
    hint: &'a str,
}

fn spot(spot: &Spot<'_>, language: &Language) -> Markup {
    let (x, y, w, h) = spot.place;
    html! {
        p:sp {
            p:nvSpPr {
                p:cNvPr id=(spot.id) name=(spot.name) {}
                p:cNvSpPr { a:spLocks noGrp="1" {} }
                p:nvPr { p:ph type=[spot.kind] sz=[(spot.index > Some(9)).then_some("quarter")] idx=[spot.index] {} }
            }
            p:spPr {
                a:xfrm { a:off x=(x) y=(y) {} a:ext cx=(w) cy=(h) {} }
                a:prstGeom prst="rect" { a:avLst {} }
            }
            p:txBody {
                a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor=(spot.anchor) { a:normAutofit {} }
                a:lstStyle { (spot.style) }
                a:p {
                    @if spot.kind == Some("sldNum") {
                        a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum" { a:rPr lang=(region_tag(language)) {} a:t { "‹#›" } }
                    } @else if !spot.hint.is_empty() {
                        a:r { a:rPr lang=(region_tag(language)) {} a:t { (spot.hint) } }
                    }
                }
            }
        }
    }
}

fn small_style(end: bool) -> Markup {
    html! { a:lvl1pPr algn=(if end { "r" } else { "l" }) { a:defRPr sz="1200" { a:solidFill { a:schemeClr val="accent5" {} } a:latin typeface="+mn-lt" {} } } }
}

fn title_spot(id: usize) -> Spot<'static> {
    Spot {
        id,
        name: "title",
        kind: Some("title"),
        index: None,
        place: TITLE,
        anchor: "b",
        style: html! {},
        hint: "Tittel",
    }
}

fn foot_spots(id: usize) -> [Spot<'static>; 2] {
    let spot = |id, name, kind, index, place, end| Spot {
        id,
        name,
        kind: Some(kind),
        index: Some(index),
        place,
        anchor: "ctr",
        style: small_style(end),
        hint: "",
    };
    [spot(id, "footer", "ftr", 11, FOOT, false), spot(id + 1, "number", "sldNum", 12, NUMBER, true)]
}

fn master(language: &Language) -> String {
    let body = Spot {
        id: 3,
        name: "content",
        kind: Some("body"),
        index: Some(1),
        place: BODY,
        anchor: "t",
        style: html! {},
        hint: "Innhold",
    };
    let [foot, number] = foot_spots(4);
    let dark = || html! { a:solidFill { a:schemeClr val="tx1" {} } };
    part(&html! {
        p:sldMaster xmlns:a=(NAMESPACES[0]) xmlns:r=(NAMESPACES[1]) xmlns:p=(NAMESPACES[2]) {
            p:cSld {
                p:bg { p:bgPr { a:solidFill { a:schemeClr val="bg2" {} } a:effectLst {} } }
                p:spTree {
                    (group())
                    (stripe())
                    (spot(&title_spot(2), language)) (spot(&body, language)) (spot(&foot, language)) (spot(&number, language))
                }
            }
            p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3"
                accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink" {}
            p:sldLayoutIdLst { @for l in Layout::ALL { p:sldLayoutId id=(2_147_483_648_usize + l.number()) r:id={ "rId" (l.number()) } {} } }
            p:txStyles {
                p:titleStyle {
                    a:lvl1pPr algn="l" {
                        a:lnSpc { a:spcPct val="90000" {} }
                        a:buNone {}
                        a:defRPr sz="3600" b="1" { a:solidFill { a:schemeClr val="accent1" {} } a:latin typeface="+mj-lt" {} }
                    }
                }
                p:bodyStyle {
                    @for (level, indent) in [(1, 300_000), (2, 640_000), (3, 980_000)] {
                        (body_level(level, indent, &dark()))
                    }
                }
                p:otherStyle { a:lvl1pPr { a:defRPr sz="1800" { (dark()) } } }
            }
        }
    })
}

fn body_level(level: usize, indent: usize, dark: &Markup) -> Markup {
    let inside = html! {
        a:spcBef { a:spcPts val="900" {} }
        a:buFont typeface="Arial" {}
        a:buChar char="•" {}
        a:defRPr sz=(3000 - 200 * level) { (dark) a:latin typeface="+mn-lt" {} }
    };
    html! {
        @match level {
            1 => a:lvl1pPr marL=(indent) indent="-300000" { (inside) },
            2 => a:lvl2pPr marL=(indent) indent="-300000" { (inside) },
            _ => a:lvl3pPr marL=(indent) indent="-300000" { (inside) },
        }
    }
}

/// A line of the municipality's colour along the upper edge.
fn stripe() -> Markup {
    html! {
        p:sp {
            p:nvSpPr {
                p:cNvPr id="20" name="stripe" {
                    a:extLst {
                        a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}" {
                            adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1" {}
                        }
                    }
                }
                p:cNvSpPr {}
                p:nvPr userDrawn="1" {}
            }
            p:spPr {
                a:xfrm { a:off x="0" y="0" {} a:ext cx=(WIDTH) cy="130000" {} }
                a:prstGeom prst="rect" { a:avLst {} }
                a:solidFill { a:schemeClr val="accent1" {} }
                a:ln { a:noFill {} }
            }
            p:txBody { a:bodyPr {} a:lstStyle {} a:p {} }
        }
    }
}

fn layout(layout: Layout, language: &Language) -> String {
    let (kind, name) = layout.names();
    let content = |place| Spot {
        id: 3,
        name: "content",
        kind: None,
        index: Some(1),
        place,
        anchor: "t",
        style: html! {},
        hint: "Innhold",
    };
    let (x, y, w, h) = BODY;
    let half = (w - 400_000) / 2;
    let x = if language.is_right_to_left() && layout == Layout::Two {
        x + half + 400_000
    } else {
        x
    };
    let spots = match layout {
        Layout::Front => front_spots().into(),
        Layout::Content => vec![title_spot(2), content(BODY)],
        Layout::Two => vec![title_spot(2), content((x, y, half, h))],
        Layout::Title => vec![title_spot(2)],
    };
    let feet: Vec<Spot> = if layout == Layout::Front {
        Vec::new()
    } else {
        foot_spots(10).into()
    };
    part(&html! {
        p:sldLayout xmlns:a=(NAMESPACES[0]) xmlns:r=(NAMESPACES[1]) xmlns:p=(NAMESPACES[2]) type=(kind) preserve="1"
            showMasterSp=[(layout == Layout::Front).then_some("0")] {
            p:cSld name=(name) {
                @if layout == Layout::Front { p:bg { p:bgPr { a:solidFill { a:schemeClr val="accent1" {} } a:effectLst {} } } }
                p:spTree { (group()) @for one in spots.iter().chain(&feet) { (spot(one, language)) } }
            }
            p:clrMapOvr { a:masterClrMapping {} }
        }
    })
}

fn front_spots() -> [Spot<'static>; 2] {
    let white = |size: usize, bold: bool| {
        html! {
            a:lvl1pPr marL="0" indent="0" algn="l" {
                a:buNone {}
                a:defRPr sz=(size) b=(if bold { "1" } else { "0" }) { a:solidFill { a:schemeClr val="bg1" {} } }
            }
        }
    };
    [
        Spot {
            id: 2,
            name: "title",
            kind: Some("ctrTitle"),
            index: None,
            place: (MARGIN, 1_300_000, WIDTH - 2 * MARGIN, 2_200_000),
            anchor: "b",
            style: white(5400, true),
            hint: "Tittel",
        },
        Spot {
            id: 3,
            name: "subtitle",
            kind: Some("subTitle"),
            index: Some(1),
            place: (MARGIN, 3_750_000, WIDTH - 2 * MARGIN, 1_600_000),
            anchor: "t",
            style: white(2600, false),
            hint: "Hvem, hvor, når",
        },
    ]
}

fn notes_master(language: &Language) -> String {
    let body = Spot {
        id: 3,
        name: "notes",
        kind: Some("body"),
        index: Some(1),
        place: (685_800, 4_343_400, 5_486_400, 4_114_800),
        anchor: "t",
        style: html! {},
        hint: "Notater",
    };
    part(&html! {
        p:notesMaster xmlns:a=(NAMESPACES[0]) xmlns:r=(NAMESPACES[1]) xmlns:p=(NAMESPACES[2]) {
            p:cSld {
                p:bg { p:bgPr { a:solidFill { a:schemeClr val="bg1" {} } a:effectLst {} } }
                p:spTree {
                    (group())
                    p:sp {
                        p:nvSpPr { p:cNvPr id="2" name="slide" {} p:cNvSpPr { a:spLocks noGrp="1" noRot="1" noChangeAspect="1" {} } p:nvPr { p:ph type="sldImg" idx="2" {} } }
                        p:spPr {
                            a:xfrm { a:off x="685800" y="685800" {} a:ext cx="5486400" cy="3429000" {} }
                            a:prstGeom prst="rect" { a:avLst {} }
                        }
                    }
                    (spot(&body, language))
                }
            }
            p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3"
                accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink" {}
            p:notesStyle { a:lvl1pPr { a:defRPr sz="1400" { a:solidFill { a:schemeClr val="tx1" {} } } } }
        }
    })
}
