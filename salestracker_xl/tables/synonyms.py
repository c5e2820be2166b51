"""The headers under which exports carry each field, in English and in French.

Every phrase stands in the normal form of `vocabulary.normal`: lower case, no accents, no punctuation, "no" for every
sign of a number. The order is the order of preference when several columns of a file could serve.
"""

from __future__ import annotations


def phrases(text: str) -> tuple[str, ...]:
    """Cut a list of headers at its commas and line ends."""
    return tuple(phrase.strip() for phrase in text.replace("\n", ",").split(",") if phrase.strip())


def words(text: str) -> frozenset[str]:
    """Cut a text at its blanks."""
    return frozenset(text.split())


ORDER_ID = phrases("""
    order id, order number, order no, order name, order, order reference, order ref, sales order, sale id, sale no
    no cde, numero cde, cde, no commande, numero commande, numero de commande, no de commande, id commande
    reference commande, reference de la commande, ref commande, code commande, nom de la commande, commande
    sales document, sales doc, billing document, billing doc, bill doc, document de facturation, doc fact
    invoice number, invoice no, invoice id, invoice, numero facture, numero de facture, no facture, no de facture
    id facture, reference facture, ref facture, facture
    transaction id, transaction no, transaction number, receipt number, receipt no, receipt, document number
    document no, ticket, no ticket, numero ticket, numero de ticket, no piece, numero piece, numero de piece, piece
    numero document, numero du document, no document
    num, reference, ref, id, numero, no
""")
NOT_AN_ID = words(
    "date customer client amount montant total status statut currency devise type name nom rep product produit"
)

SALE_DATE = phrases("""
    order date, date of order, date cde
    date commande, date de commande, date de la commande, sale date, sales date
    date of sale, date vente, date de vente, date de la vente, purchase date, date achat, date d achat
    invoice date, date of invoice, date facture, date de facture, date de la facture, date facturation
    date de facturation, date emission, date d emission, transaction date, date transaction, date de transaction
    date, day, jour, date time, datetime, timestamp, order time, created at, created, created utc, created date
    created date utc, created on, create date, date created, order created at, cree le, creee le, date creation
    date de creation, posting date, document date, date document, date piece, date comptable, paid at, paid date
    payment date, date paiement, date de paiement, close date, closed date, date de cloture, period, month, mois
""")
NOT_A_SALE_DATE = words("""
    due echeance delivery livraison ship shipped shipping expedition birth naissance cancelled canceled annulation
    updated modified modification expected prevue refund remboursement last first derniere premiere previous
""")

CUSTOMER = phrases("""
    customer, customer name, client, nom client, nom du client, client name, name of customer, account name
    associated company, company name, company, organization, organisation, organization name, societe
    potential customer, client potentiel, name 1, nom 1, raison sociale, entreprise, nom societe, account, compte
    nom du compte, buyer, buyer name, acheteur
    nom acheteur, bill to, billed to, bill to name, sold to, sold to party, donneur d ordre, donn ord, client facture
    nom tiers, nom du tiers, intitule tiers, intitule client, tiers
    customer id, id customer, client id, id client, customer no, customer number, customer code, code client
    no client, numero client, numero de client, identifiant client, ref client, reference client, account id
    user id, member id, no compte, customer email, email client, client email, e mail client, mail client
    courriel client, adresse email client, buyer email, email, e mail, email address, adresse email, adresse e mail
    courriel, mail, billing name, contact name, contact, user, username, member, nom complet, full name, nom, name
""")
NOT_A_CUSTOMER = words("""
    date amount montant total type segment group groupe since depuis phone telephone address adresse city ville
    country pays region zip postal owner manager rep commercial vendeur product produit status statut order
    commande invoice facture new nouveau note
""")

PRODUCT = phrases("""
    product, product name, product title, produit, nom produit, nom du produit, article, nom article, item
    item name, lineitem name, line item name, line item, product service, service, prestation, libelle article
    libelle produit, designation, designation article, libelle, item description, product description, sku
    item sku, product sku, lineitem sku, product code, code produit, code article, ref article, ref produit
    reference article, reference produit, product id, id produit, description, memo description, title
""")
NOT_A_PRODUCT = words("""
    date amount montant total price prix quantity quantite qty category categorie type famille group groupe
    status statut cost cout customer client order commande deal line count
""")

CATEGORY = phrases("""
    category, product category, item category, categorie, categorie produit, categorie de produit
    categorie article, product type, type de produit, type produit, famille, famille produit, famille article
    famille de produit, famille de produits, gamme, product line, ligne de produit, ligne de produits
    product group, groupe de produits, groupe produit, rayon, department, collection, univers, segment produit
""")

REGION = phrases("""
    region, sales region, region de vente, region client, territory, sales territory, territoire, zone, secteur
    zone geographique, area, market, state, state province, province, shipping province, billing province
    shipping state, departement, county, country, pays, customer country, pays client, shipping country
    billing country, shipping city, city, ville, ville client, location, agence
""")

REP = phrases("""
    rep, sales rep, salesperson, sales person, sales representative, representative, salesman, rep name
    sales rep name, salesperson name, seller, commercial, commerciale, nom commercial, nom du commercial
    vendeur, vendeuse, nom vendeur, nom du vendeur, representant, attache commercial, technico commercial
    charge d affaires, responsable commercial, conseiller, conseiller commercial, account manager
    account executive, opportunity owner, deal owner, account owner, owner, deal owner name, owner name
    sales employee, staff member name, nom du membre du personnel
    proprietaire, proprietaire de l affaire, proprietaire de l opportunite, proprietaire de la transaction
    responsable, collaborateur, employee, employe, staff, staff member, sold by, vendu par, handled by, agent
    assigned to, attribue a, cashier, caissier
""")
NOT_A_REP = words("id email date amount montant total role title phone telephone team equipe")

SALE_CHANNEL = phrases("""
    channel, sales channel, canal, canal de vente, canal vente, canal de distribution, marketing channel
    canal d acquisition, order source, source, source name, traffic source, utm source, lead source
    deal source, original source, origine, provenance, platform, plateforme, marketplace, medium
    point of sale, point de vente, store, shop, magasin, boutique
""")

SALE_CAMPAIGN = phrases("""
    utm campaign, campaign, campaign name, marketing campaign, primary campaign source, campagne, nom de la campagne
    nom de campagne, nom campagne, campagne marketing, source de campagne principale, campagne source
""")

QUANTITY = phrases("""
    quantity, qty, quantite, qte, quantity sold, qty sold, quantity ordered, qty ordered, quantite vendue
    quantite commandee, quantite facturee, qte vendue, qte commandee, lineitem quantity, item quantity
    qte facturee, qte fact, qte livree, quantite livree, billed quantity, net quantity, quantite nette
    net items sold, items sold, articles nets vendus, articles vendus, units, units sold, unites, unites vendues
    number of items, number of units, no of items, no of units
    nb articles, nombre d articles, nb, nombre, pieces, items, item count, count, number of, volume
""")
NOT_A_QUANTITY = words("price prix amount montant refunded returned retournee id unit unite par per employees")

AMOUNT = phrases("""
    net amount, amount net, net sales, ventes nettes, net revenue, net total, line net amount, net line total
    line total net
    montant net ht, net ht, montant ht, montant ligne ht, total ligne ht, montant total ht, total ht, prix total ht
    ca ht, chiffre d affaires ht, ca net, amount excl tax, untaxed amount, montant non taxe, amount excluding tax
    amount ex tax, amount excl vat
    amount ex vat, total excl tax, total excluding tax, total ex tax, total excl vat, total ex vat, net value
    valeur nette, order total ex tax, order total excl tax, order total ex vat, order total excl vat
    order subtotal ex tax, order subtotal excl tax, order subtotal ex vat, order subtotal excl vat
    montant hors taxes, montant hors taxe, total hors taxes, total hors taxe, hors taxes, ht, montant net, total net
    line total, order line total, line amount, total ligne, montant ligne
    montant de la ligne, extended price, extended amount
    ext price, item total, line item total, item amount
    amount, montant, sales amount, sale amount, amount of sale, montant vente, montant de la vente, sales, sale
    revenue, sales revenue, revenues, turnover, sales value, ca, chiffre d affaires, chiffre affaires, vente, ventes
    recette, recettes, value, valeur, deal value, dollar value, amount usd, amount eur, spent, amount spent
    total amount, montant total, total sales, total revenue, total price, prix total, total value
    order subtotal, subtotal, sous total, sub total
    total, order amount, order value, order total, total order, grand total, montant commande, total commande
    montant de la commande, total de la commande, invoice amount, invoice total, total invoice, montant facture
    montant de la facture, total facture, amount paid, paid amount, montant paye, montant regle
    gross amount, gross sales, gross total, montant brut, amount incl tax, amount including tax, amount incl vat
    total incl tax, total including tax, total incl vat, montant ttc, montant total ttc, total ligne ttc, total ttc
    ca ttc, ttc, prix ttc
""")
NOT_AN_AMOUNT = words("""
    tax taxes vat tva shipping livraison port freight discount discounts remise remises fee fees frais balance solde
    cost costs cout couts margin marge unit unitaire refund refunded remboursement rembourse tip tips rate taux
    percent pourcentage commission id count quantity quantite due reste outstanding number no deposit acompte ttc
    gross brut weighted currency devise date target goal objectif quota budget forecast previous last precedent
""")

DEAL_ID = phrases("""
    deal id, record id, id d enregistrement, opportunity id, id, record no, deal no
    id affaire, id de l affaire, id opportunite
    id de l opportunite, id transaction, identifiant, reference, ref, deal, affaire
""")

DEAL_NAME = phrases("""
    deal name, opportunity name, deal title, nom de l affaire, nom affaire, nom de l opportunite, nom opportunite
    nom de la transaction, intitule, titre, title, opportunity, opportunite, name, nom, deal, affaire
""")
NOT_A_DEAL_NAME = words("""
    owner proprietaire account company contact organization customer client stage value amount status
    pipeline source type campaign date id currency
""")

STAGE = phrases("""
    deal stage, stage, pipeline stage, sales stage, opportunity stage, etape, etape de l affaire, etape du pipeline
    etape de la transaction, etape de vente, phase, phase de la transaction, phase de vente, stade
""")

STATUS = phrases("""
    status, deal status, opportunity status, statut, statut de l affaire, statut affaire, etat, outcome, resultat
""")

DEAL_AMOUNT = phrases("""
    amount in company currency, montant dans la devise de l entreprise, amount, deal amount, value, deal value
    opportunity amount, montant, montant de l affaire, montant affaire, montant de la transaction, valeur
    valeur de l affaire, total amount, revenue, contract value, tcv, acv
""")

CREATED = phrases("""
    create date, created date, creation date, created at, created on, deal created, deal deal created, add time
    deal add time, date created, created, date de creation, date creation, cree le, creee le, date d ouverture
    date ouverture, open date, opened, creation, date
""")

CLOSED = phrases("""
    close date, closed date, closing date, closed at, closed on, deal closed on, deal close time, won time
    deal won time, date closed, closed, date de cloture, date cloture, date de fermeture, cloture le, cloturee le
    date de signature, date signature, expected close date, deal expected close date, date de cloture prevue, cloture
""")
NOT_A_DEAL_DATE = words("activity activite modified modification updated last dernier derniere next prochaine")

PROBABILITY = phrases("""
    probability, deal probability, win probability, probabilite, probabilite de l affaire, win likelihood
    likelihood, chance, taux de reussite
""")

SOURCE = phrases("""
    lead source, deal source, original source, original traffic source, source, deal source channel, source channel
    origine de la piste, source de la piste, source du lead, origine, provenance, channel, canal
""")

FURTHEST = phrases("""
    furthest stage, furthest stage reached, last open stage, stage before close, stage before closing, previous stage
    last stage before close, lost at stage, stage when lost, etape atteinte, etape la plus avancee, derniere etape
    derniere etape ouverte, etape avant cloture, etape precedente, etape lors de la perte, phase precedente
""")

STAGE_SINCE = phrases("""
    in stage since, last stage change date, last stage change, deal last stage change, stage changed, stage change date
    stage entered date, date entered current stage, entered current stage, current stage since, stage change time
    en etape depuis, dans l etape depuis, date du dernier changement d etape, dernier changement d etape
    affaire dernier changement d etape, date de changement d etape, date d entree dans l etape
    date d entree dans la phase actuelle, entree dans l etape
""")

FIRST_RESPONSE = phrases("""
    first response, first response date, date of first response, first responded at, first reply, first reply date
    first contacted, first contact date, first outreach date, date of first outreach, first engagement date
    date of first engagement, first activity date, first call date, first touch date
    premiere reponse, date de premiere reponse, date de la premiere reponse, premiere prise de contact
    date de premier contact, date du premier contact, premier contact, date du premier engagement, date du premier appel
""")

LAST_ACTIVITY = phrases("""
    last activity, last activity date, date of last activity, deal last activity date, last contacted, last contact date
    last engagement date, last touch date, derniere activite, date de derniere activite, date de la derniere activite
    affaire date de la derniere activite, dernier contact, date du dernier contact, date de dernier contact
""")

LOST_REASON = phrases("""
    lost reason, closed lost reason, deal lost reason, loss reason, reason lost, reason for loss, lost because
    closed lost details, motif de perte, motif de la perte, raison de perte, raison de la perte, motif d echec
    raison de l echec, affaire motif de perte, affaire raison de la perte, raison de la transaction perdue
    motif de la transaction perdue, cause de perte
""")

MONTH = phrases("""
    month, mois, period, periode, date, day, jour, month of, start date, date de debut, debut, week, semaine
    reporting starts, debut des rapports
""")

YEAR = phrases("year, annee, an, exercice, fiscal year, exercice fiscal, calendar year, annee civile")

SPEND_CHANNEL = phrases("""
    channel, marketing channel, canal, canal marketing, canal d acquisition, source, source medium, utm source
    platform, plateforme, network, reseau, media, medium, support, levier
""")

CAMPAIGN = phrases("""
    campaign, campaign name, campagne, nom de la campagne, nom campagne, nom de campagne, utm campaign, initiative
    operation, action
""")

SPEND_AMOUNT = phrases("""
    spend, amount spent, ad spend, marketing spend, total spend, spend amount, cost, total cost, media cost, costs
    depense, depenses, montant depense, depense marketing, cout, couts, cout total, investissement, montant, amount
    budget depense, budget spent, budget, expense, expenses, total, value, valeur
""")
NOT_A_SPEND = words("per par cpc cpm click clic conversion remaining restant id currency devise date")

NOT_A_TARGET = words("id currency devise date actual realise reste remaining attainment percent taux rate growth")

TARGET_AMOUNT = phrases("""
    target, sales target, revenue target, target amount, goal, sales goal, revenue goal, goal amount, quota
    sales quota, quota amount, objective, objectif, objectif ca, objectif de vente, objectif de ventes, objectif ht
    objectif de ca, montant objectif, objectif montant, amount, montant, budget, value, valeur, revenue, ca
""")

UNIT_PRICE = phrases("""
    unit price, price per unit, price each, lineitem price, item price, sales price, selling price, prix unitaire ht
    prix unitaire, prix unit ht, prix unit, pu ht, pu, prix de vente, price, prix
""")

DISCOUNT = phrases("""
    lineitem discount, line discount, discount amount, discount, montant remise, remise
""")

VAT_AMOUNT = phrases("""
    montant tva, tva montant, total tva, vat amount, amount of vat, tax amount, order total tax amount, order tax amount
    total tax amount, total tax, tax total, order tax, item tax amount, item tax, total taxes, montant taxes, sales tax
    taxes, tax, vat, tva
""")

REFUNDED = phrases("""
    order refund amount, refund amount, refunded amount, amount refunded, total refunded, montant rembourse
    montant du remboursement, total rembourse
""")

VAT_RATE = phrases("""
    taux tva, taux de tva, tva taux, vat rate, tax rate, tva percent
""")

CURRENCY = phrases("""
    amount converted currency, amount currency, opportunity currency
    currency, currency code, devise, code devise, monnaie, order currency, presentment currency
    deal currency of value, deal currency, devise de la commande, currency of value
""")

ORDER_STATUS = phrases("""
    status, order status, statut, statut commande, statut de la commande, statut facture, statut de la facture, etat
    etat commande, etat de la commande, financial status, payment status, invoice status, state of order
""")

DOCUMENT_TYPE = phrases("""
    transaction type, type de transaction, document type, type de document, type document, invoice type
    type de facture, type facture, type de piece, type piece, type, nature
""")

LINE_ID = phrases("""
    line id, line no, line number, line item id, lineitem id, order line, order line id, order item id, item no
    no ligne, no de ligne, numero ligne, numero de ligne, ligne, line, id ligne, position, sequence
""")
