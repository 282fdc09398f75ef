"""How offices and honours are written: minister for this, secretary of that, `H.E. Dr.` before a name."""

import re

_RANK = (
    r"(?:Deputy|Vice|First|Second|1st|2nd|Acting|Interim|Under|Assistant|Joint|Principal|Senior|Special|Permanent|Alternate|Executive|Federal|State|Parliamentary|Chief"
    r"|Caretaker|Transitional|Presidential|Personal|Coordinating|Cabinet|Global|Main|Union)"
)
CAPITALISED = r"(?:(?!(?:Minister|Secretary|President|Chancellor|His|Her|Mr|Ms|Mrs|Mme|Dr|Sir|Dame|Senator|Hon|Shri|Smt|H\.E)\b)[A-Z][\w’'&-]+)"
"""A capitalised word that is neither an office nor an honour."""


_FIELDS = "|".join(
    """Abroad Administration Affairs Africa African Agency Agricultur(?:e|al) Aid Air America American Americas Animal Arab Armed Arms Arts Asia Asian Assembly Asset Assistance
    Atomic Attorney Audit Authority Aviation Border Budget Bureau Business Businesses Cabinet Care Caribbean Central Child Children Citizenship City Civil Civilian Climate Coast Coastal
    Commerce Commercial Commonwealth Communications Communit(?:y|ies) Competition Competitiveness Compliance Conflict Congress Conservation Constitutional Construction
    Consular Consumer Control Cooperation Co-operation Coordination Corps Council Counter-Terrorism Counterterrorism Crime Criminal Culture Cultural Customs Cyber Cyberspace
    Defen[cs]e Democracy Department Development Diaspora Digital Diplomacy Disabilit(?:y|ies) Disarmament Disaster East Eastern Ecolog(?:y|ical) Economic Economy Education
    Electricity Electronic Emergency Employment Energy Enforcement Enlargement Enterprise Environment Environmental Equality Equalities Equal Eurasian Euro-Atlantic Europe European Exchequer
    Expatriates Export External Families Family Fernandez Finance Financial Fisheries Food Forces Foreign Forestry Forests Francophonie Freedom Freedoms Gas Gender
    General Geology Global Government Governance Greater Growth Health Healthcare Hemisphere Heritage Higher Highways Holocaust Home Homeland Horn Hostage Housing Human
    Humanitarian Hydrocarbons Immigrants Immigration Inclusion Indo-Pacific Industr(?:y|ies|ial) Information Infrastructure Innovation Institutional Integration Intelligence Interior Internal
    International Investments? Irrigation Islands Issues Justice Juvenile Labou?r Lands? Latin Law Legal Legislative Livestock Local Logistics Management Marine Maritime Market
    Media Middle Migration Military Minerals Mines Mining Mobility Modernization Monitoring Multilateral Municipal Narcotics National Nationals Natural Near Negotiations
    Neighbou?rhood Non-Proliferation Nonproliferation North Northern Nuclear Nutrition Oceans? Oil Operations Organi[sz]ations? Overseas Pacific Parliamentary
    Parliament Partnerships? Peace Peacebuilding Peninsula Persons Petroleum Planning Plan Police Policy Political Population Ports Prevention Prices Prisons? Private Process
    Procurement Productivity Programs? Programmes? Promotion Prosperity Protection Public Railways Reconciliation Reconstruction Reform Reforms Refugees Region Regional
    Regions Relations Religion Religious Renewable Research Resilience Resources Responses? Responsibility Rights Rivers Roads Rules Rural Safety Sanitation Science Scientific Sciences
    Secretary Sector Securit(?:y|ies) Services? Shared Shipping Skills Small Social Society Solidarity South Southeast Southern Space Spokesperson Sports? Stability Stabilization State Statistics
    Strategic Strategy Sub-Saharan Sustainable Sustainability Tax Taxation Technical Technolog(?:y|ies) Telecommunications Territorial Territories Textiles Tourism Trade Trafficking Training
    Transformation Transition Transitional Transport Transportation Treasury Tribal Tribunals Union Universities Urban Veterans Veterinary Vocational War Water Waterways Welfare
    West Western Wildlife Women Women[’']s Balkans Gulf Levant Maghreb Oceania Work Works World Worship Cult Youth""".split()
)
SUBJECT = rf"(?:(?<!,\s){CAPITALISED}|(?:{_FIELDS})\b|&|of|the|(?:,|and)(?=\s+(?:the\s+)?(?:{_FIELDS})\b))"
"""A word of what an office is for, where a comma or the end of the phrase follows it."""

_OFFICE = rf"""(?:
    (?:{_RANK}[\s-]+)*(?:
        (?:Foreign|External\ Affairs|Prime|Defen[cs]e|Finance|Trade|Economy|Interior|Energy|Environment|Health|Climate|Justice|State|Commerce|Digital|Development|Planning|Education|Agriculture|Oil|Intelligence|Transport|Europe|International\ Development)\s+(?:(?:and|&)\s+[A-Z]\w+\s+)?Ministers?(?:\s+II\b)?
      | Ministers?\s+(?:of|for)\s+(?:the\s+)?{SUBJECT}(?:,?\s+{SUBJECT}){{0,12}}
      | Ministers?(?:\s+II\b)?|Premiers?|Taoiseach|Tánaiste
      | Foreign\s+Secretar(?:y|ies)|(?:Foreign\s+)?Press\s+Secretary|(?:Home|Treasury|Trade|Defen[cs]e)\s+Secretary
      | Secretary\s+(?:of|for)\s+(?:the\s+)?{SUBJECT}(?:,?\s+{SUBJECT}){{0,12}} | Secretary[\s-]General | Secretar(?:y|ies)
      | (?:National\s+Security|Foreign\s+Policy|Diplomatic|Senior)\s+Advis[eo]rs?(?:\s+for\s+{SUBJECT}(?:,?\s+{SUBJECT}){{0,5}})? | Advis[eo]r(?:-[Dd]esignate)?
      | (?:Vice[\s-])?Presidents?(?:[\s-][Ee]lect)?|Chancellors?|Kings?|Queen|Emir|Amir|Sultan|Crown\s+Prince|Prince|Princess|Pope
      | High\s+Representative(?:\s*/\s*Vice[\s-]President)?(?:\s+(?:of|for)\s+(?:the\s+)?{SUBJECT}(?:,?\s+(?:for\s+)?{SUBJECT}){{0,9}})?
      | High\s+Commissioner(?:\s+(?:for|to|of)\s+(?:the\s+)?{SUBJECT}(?:,?\s+(?:{SUBJECT}|to)){{0,7}})?
      | (?:Envoy|Representative|Co-?ordinator|Rapporteur|Adviser)(?:\s+(?:for|on|to|of)\s+(?:the\s+)?{SUBJECT}(?:,?\s+(?:{SUBJECT}|to|on|for|in)){{0,9}})?
      | State\s+Councill?or(?:\s+and\s+Foreign\s+Minister)?|Councill?or|Counsell?or(?:\s+of\s+the\s+Department)?
      | (?:Political\s+)?Directors?(?:[\s-]General)?(?:\s+(?:of|for)\s+(?:the\s+)?{SUBJECT}(?:,?\s+{SUBJECT}){{0,9}})?
      | (?:European\s+|EU\s+)?Commissioner(?:\s+for\s+{SUBJECT}(?:,?\s+{SUBJECT}){{0,5}})?
      | Chair(?:man|woman|person)?(?:\s+(?:of|for)\s+(?:the\s+)?{SUBJECT}(?:,?\s+{SUBJECT}){{0,7}})? | Speaker | Senator | Congress(?:man|woman) | Mayor | Governor | Administrator
      | Ambassadors?(?:[\s-]at[\s-]Large)?(?:\s+Extraordinary\s+and\s+Plenipotentiary)?(?:\s+(?:to|for|of)\s+(?:the\s+)?{SUBJECT}(?:,?\s+(?:{SUBJECT}|to)){{0,7}})?
      | Charg[ée]\s+d[’']Affaires(?:\s+(?:a\.?\s?i\.?|ad\s+interim))?(?:\s+(?:to|of)\s+(?:the\s+)?{SUBJECT}(?:,?\s+(?:{SUBJECT}|to)){{0,5}})?
      | Spokes(?:person|man|woman) | Senior\s+(?:Bureau\s+)?Official | Chief\s+of\s+(?:the\s+)?(?:General\s+|Defen[cs]e\s+|Army\s+|Mission\s*)?(?:Staff)? | Chief\s+Executive | [Cc]ounterpart | Leader(?:\s+of\s+(?:the\s+)?{SUBJECT}(?:,?\s+{SUBJECT}){{0,7}})? | Attorney\s+General
      | Prosecutor(?:[\s-]General)? | Comptroller | Undersecretary | Undersecretary\s+(?:of|for)\s+{SUBJECT}(?:,?\s+{SUBJECT}){{0,5}} | Head\s+of\s+(?:the\s+)?{SUBJECT}(?:,?\s+{SUBJECT}){{0,7}} | Member\s+of\s+{SUBJECT}(?:,?\s+{SUBJECT}){{0,7}}
    ))"""
OFFICES = rf"{_OFFICE}(?:\s*(?:,|and|/|&|concurrently)\s+(?:the\s+)?{_OFFICE})*"
"""One office or several, what each is for with it."""

MASK = "¤"
"""Stands where a country or a body is named, so that no name begins in it."""

FIELD = rf"(?:(?:{_FIELDS})\b|{MASK}+(?:[’']s)?|and\b|&|of\b|the\b|for\b|on\b|to\b|in\b|,)"
"""A word of what an office is for, where a name may follow it: only words that stand in no name."""

HONORIFIC = (
    r"(?:(?:His|Her|Their)\ (?:Excellency|Royal\ Highness|Highness|Majesty)|H\.\s?E\.?|H\.?R\.?H\.?|[Tt]he\ (?:Rt\.?\ |Right\ )?Hon(?:ou?rable|\.)?|Hon(?:ou?rable|\.)?|Rt\.?\ Hon\.?"
    r"|Mr\.?|Ms\.?|Mrs\.?|Miss|Mme\.?|Madam[e]?|Shri|Smt\.?|Dr\.?|Prof\.?|Professor|Sir|Dame|Lord|Baroness|Senator|Sheikha?h?|Shaikh|Sayyid|Sayed"
    r"|Datuk|Dato[’']?|Tan\ Sri|Tun|Seri(?:\ (?:Setia|Diraja|Utama))?|Pehin|Haji|Awang|General|Gen\.|Lt\.|Lieutenant|Major|Brigadier|Admiral|Colonel|Engineer|Eng\.|Ambassador|Ing\.|Archbishop|Cardinal)"
)
"""A title of courtesy, honour or rank right before a name."""

TELLS_AN_OFFICE = re.compile(
    r"Counterpart|counterpart|Official|Minist|Secretar|President|Premier|Taoiseach|Tánaiste|Advis|Chancellor|King|Queen|Emir|Amir|Sultan|Prince|Pope|Represent|Commissioner|Envoy|ordinator|Rapporteur"
    r"|Councill?or|Counsell?or|Director|Chair|Speaker|Governor|Administrator|Ambassador|Charg|Spokes|Chief|Leader|General|Comptroller|Undersecretary|Head|Member|Prosecutor"
)
"""Found in every text that names an office: a quick look, as each of its words begins with a letter of its own."""
