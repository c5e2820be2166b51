"""The headers under which exports say who customers are and what they did beside buying; see `synonyms`."""

from __future__ import annotations

from salestracker_xl.tables.synonyms import phrases, words

SEGMENT = phrases("""
    segment, customer segment, client segment, segment client, industry, sector, secteur d activite, secteur, activite
    customer type, client type, type de client, type client, customer group, groupe client, categorie client
    customer category, profile, profil, vertical, branche, category, categorie
""")

CITY = phrases("""
    city, town, ville, commune, billing city, shipping city, default address city, ville de facturation
    ville de livraison, localite
""")

COUNTRY = phrases("""
    country, pays, country region, billing country, shipping country, default address country code, country code
    code pays, pays de facturation, pays de livraison
""")

SIZE = phrases("""
    size, company size, customer size, employees, number of employees, headcount, taille, taille de l entreprise
    taille entreprise, effectif, effectifs, tranche d effectif, nombre de salaries, nombre d employes, salaries
""")

AGE_GROUP = phrases("""
    age group, age range, age bracket, age band, tranche d age, groupe d age, classe d age, tranche age
""")

BIRTH_DATE = phrases("""
    date of birth, birth date, birthdate, birthday, date de naissance, date naissance, ne le, nee le, dob
""")

BIRTH = (
    phrases("""
    birth year, year of birth, annee de naissance, annee naissance, ne en
""")
    + BIRTH_DATE
)

GENDER = phrases("""
    gender, sex, genre, sexe, civilite, title, salutation
""")

SINCE = phrases("""
    first contact, customer since, client since, since, client depuis, depuis, premier contact, date premier contact
    date du premier contact, created at, created on, create date, created date, date created, creation date
    date de creation, date creation, signup date, sign up date, registered, registration date, date d inscription
    date inscription, member since, cree le, joined, added
""")
NOT_SINCE = words("birth naissance last dernier derniere order commande updated modified modification")

OPT_IN = phrases("""
    email opt in, e mail opt in, opt in, optin, email optin, accepts email marketing, accepts marketing
    email marketing consent, marketing consent, marketing opt in, newsletter, newsletter opt in, subscribed
    email subscriber, e mails welcome, e mails acceptes, accepte les e mails, accepte les emails, abonne
    abonne newsletter, abonnement newsletter, inscrit newsletter, consentement, consentement marketing
""")

INTERACTION_DATE = phrases("""
    date, interaction date, activity date, event date, contact date, date of contact, date of activity, date interaction
    date de l interaction, date activite, date de l activite, date de contact, date evenement, survey date
    response date, date de reponse, date enquete, submitted at, sent at, opened at, timestamp, created at, create date
    created on, date creation, date de creation, day, jour, datetime, date time
""")

INTERACTION = phrases("""
    interaction, kind, type, interaction type, kind of interaction, activity type, type of activity, activity
    event type, event, touchpoint, engagement type, engagement, type d interaction, nature de l interaction
    type d activite, activite, type d evenement, evenement, nature, action, channel, canal
""")

CSAT = phrases("""
    csat, csat score, csat 1 to 5, csat de 1 a 5, customer satisfaction, satisfaction score, satisfaction
    satisfaction client, note de satisfaction, note satisfaction, note csat, rating, stars, etoiles, score, mark, note
""")

NPS = phrases("""
    nps, nps score, nps 0 to 10, nps de 0 a 10, net promoter score, likelihood to recommend, recommendation
    would recommend, note nps, recommandation, note de recommandation, probabilite de recommandation
""")

COMMENT = phrases("""
    comment, comments, commentaire, commentaires, subject, sujet, objet, notes, note, description, details, remark
    remarque, feedback, verbatim, title, titre
""")
