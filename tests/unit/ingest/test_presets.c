/*
 * A small file of every preset: recognised by its header, without being told, and what its rows mean. The first six
 * are rows of real exports; so are the headers of the others, in as many of their versions as are known.
 */
#include "collect_facts.h"

typedef struct Case {
	const char *label;
	const char *file;
	const char *wanted; /* the mapping, then a line for each row */
} Case;

static const Case
	CASES[] =
		{
			{"Toggl, a row that crosses midnight",
			 "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount (USD)\n"
			 "Resource 01,r1@example.com,,17671 Software Development Studio I,,Template - Process for technology selection,Yes,2016-01-18,22:40:17,2016-01-19,00:00:48,01:20:31,\"General, Preparations\",0.00\n",
			 "= toggl\n"
			 "2 time_entry project=17671 Software Development Studio I resource=Resource 01 work_date=2016-01-18 seconds=4831 start=22:40:17 billable=yes note=Template - Process for technology selection email=r1@example.com\n"},
			{"Clockify, dates with points, 24 hours",
			 "\"Project\",\"Client\",\"Description\",\"Task\",\"User\",\"Group\",\"Email\",\"Tags\",\"Billable\",\"Start Date\",\"Start Time\",\"End Date\",\"End Time\",\"Duration (h)\",\"Duration (decimal)\",\"Billable Rate (EURO)\",\"Billable Amount (EURO)\",\"Date of creation\"\n"
			 "\"PitBIM\",\"pit-cup\",\"\",\"\",\"Resource 08\",\"Unitech\",\"r8@example.com\",\"\",\"Yes\",\"18.08.2026\",\"04:00:00\",\"18.08.2026\",\"12:00:00\",\"08:00:00\",\"8.00\",\"26.25\",\"210.00\",\"18.08.2026\"\n",
			 "= clockify\n"
			 "2 time_entry project=PitBIM client=pit-cup resource=Resource 08 work_date=2026-08-18 seconds=28800 start=04:00:00 billable=yes bill_amount=210.00 currency=EUR email=r8@example.com\n"},
			{"Harvest, a decimal comma in quotes",
			 "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,Invoiced?,Approved?,First Name,Last Name,Department,Employee?\n"
			 "26.01.2015,Tuotekehitys,Viestintä 2014,\"\",Kehitys,ajax notifkaatio,\"7,5\",No,No,No,Resource,09,\"\",Yes\n",
			 "= harvest\n"
			 "2 time_entry project=Viestintä 2014 client=Tuotekehitys task=Kehitys resource=Resource 09 work_date=2015-01-26 seconds=27000 billable=no approval=submitted note=ajax notifkaatio\n"},
			{"Jira add-on, two spaces before the time",
			 "Group Name,Project Name,Issue Type,Epic,Parent,Ticket No,Status,Summary,Log Date & Time,Worklog Created,Worklog Updated,Log user,Assignee,Reporter,Hr. Spent,Ori. Estm.,Total Worklogs,Rem. Estm.,Estm. Variance,Comment\n"
			 "Default group: No name set,Monitoramento,Desenvolvimento,,MON-3174,MON-4099,Fazendo,Problema ao salvar taxa com muitas casas decimais,30-Jun-2023  08:30:00 AM,30-Jun-2023  03:02:18 PM,30-Jun-2023  03:02:18 PM,Resource 06,Resource 06,Automation for Jira,3.5,,8.5,,,\n",
			 "= jira\n"
			 "2 time_entry project=Monitoramento task=MON-4099 resource=Resource 06 work_date=2023-06-30 seconds=12600 start=08:30:00 note=Problema ao salvar taxa com muitas casas decimais\n"},
			{"Redmine in Czech, an empty line before the header",
			 "\n"
			 "\"#\",\"Datum\",\"Člen\",\"Fronta\",\"Aktivita\",\"Projekt\",\"Verze\",\"Úkol\",\"Úkol Předmět\",\"Komentář\",\"Hodiny\"\n"
			 "\"180\",\"2017-10-12\",\"Resource 13\",\"Požadavek\",\"Vývoj\",\"Hotel Time\",\"\",\"Požadavek #302\",\"vazby dokumentů\",\"Pokus o import\",\"9.97\"\n",
			 "= redmine\n"
			 "3 time_entry project=Hotel Time task=Požadavek #302 resource=Resource 13 work_date=2017-10-12 seconds=35892 role=Vývoj note=Pokus o import\n"},
			{"Kimai",
			 "Date,From,To,Duration,Currency,Price,Internal price,Hourly price,Fixed price,Name,User,E-mail,Staff number,Customer,Project,Activity,Description,Billable,Tags,Type,category,Account,Project number,VAT-ID,Order number\n"
			 "2019-06-16,12:00,12:06,0:06,EUR,0,0,0,84,Resource 01,r1,,,Customer Name,project name,activity description,,1,\"foo, bar\",timesheet,work,A-0123456789,,DE-9876543210,ORDER-123\n",
			 "= kimai\n"
			 "2 time_entry project=project name client=Customer Name task=activity description resource=Resource 01 work_date=2019-06-16 seconds=360 start=12:00:00 billable=yes\n"},
			{"Toggl, no currency, duration against end, a total",
			 "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount ()\n"
			 "Resource 01,a@b.c,,P,,d,No,2016-01-18,22:40:17,2016-01-19,00:00:48,01:20:31,,\n"
			 "Resource 01,a@b.c,,P,,d,Yes,2016-01-20,08:00:00,2016-01-20,09:00:00,00:30:00,,12.50\n"
			 "Total,,,,,,,,,,,01:50:31,,12.50\n",
			 "= toggl\n"
			 "2 time_entry project=P resource=Resource 01 work_date=2016-01-18 seconds=4831 start=22:40:17 billable=no note=d email=a@b.c\n"
			 "3 time_entry project=P resource=Resource 01 work_date=2016-01-20 seconds=1800 start=08:00:00 span=3600 billable=yes bill_amount=12.50 note=d email=a@b.c !duration_differs\n"
			 "4 TOTAL\n"},
			{"Toggl, 12 hours, month first",
			 "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount (USD)\n"
			 "Resource 01,a@b.c,,P,,d,Yes,03/02/2026,10:40 PM,03/03/2026,12:10 AM,01:30:00,,0\n"
			 "Resource 01,a@b.c,,P,,d,Yes,03/14/2026,8:00 AM,03/14/2026,9:00 AM,01:00:00,,10\n",
			 "= toggl\n"
			 "2 time_entry project=P resource=Resource 01 work_date=2026-03-02 seconds=5400 start=22:40:00 billable=yes note=d email=a@b.c\n"
			 "3 time_entry project=P resource=Resource 01 work_date=2026-03-14 seconds=3600 start=08:00:00 billable=yes bill_amount=10 currency=USD note=d email=a@b.c\n"},
			{"Toggl, newer columns, a running timer",
			 "\xEF\xBB\xBF"
			 "\"Description\",Duration,Member,Email,Project,Tags,Start date,Start time,Stop date,Stop time\n"
			 "\"Impl\",1:30:00,Resource 01,r1@x.y,HARBOUR,,2026-05-22,10:30:00,2026-05-22,12:00:00\n"
			 "\"Running\",,Resource 01,r1@x.y,HARBOUR,,2026-05-22,13:30:00,,\n",
			 "= toggl\n"
			 "2 time_entry project=HARBOUR resource=Resource 01 work_date=2026-05-22 seconds=5400 start=10:30:00 note=Impl email=r1@x.y\n"
			 "3 RUNNING\n"},
			{"Toggl, the fewest columns",
			 "Description,Tags,Start date,Start time,Stop date,Stop time\n"
			 "x,,2026-05-22,10:30:00,2026-05-22,12:00:00\n",
			 "= toggl\n"
			 "2 time_entry resource=toggl work_date=2026-05-22 seconds=5400 start=10:30:00 note=x\n"},
			{"Toggl, JSON with offsets",
			 "[{\"id\":1,\"workspace_id\":2,\"project_id\":3,\"billable\":false,\"start\":\"2026-01-18T22:40:17+02:00\",\"stop\":\"2026-01-18T20:50:17Z\",\"duration\":600,\"description\":\"d\",\"user_id\":9},\n"
			 "{\"id\":2,\"project_id\":null,\"start\":\"2026-01-18T22:40:17+02:00\",\"stop\":null,\"duration\":-1700000000,\"description\":\"d\",\"user_id\":9}]\n",
			 "= toggl-json\n"
			 "1 time_entry project=3 resource=9 work_date=2026-01-18 seconds=600 start=22:40:17 billable=no note=d\n"
			 "2 RUNNING\n"},
			{"Clockify, 12 hours, a total",
			 "\"Project\",\"Client\",\"Description\",\"Task\",\"User\",\"Group\",\"Email\",\"Tags\",\"Billable\",\"Start Date\",\"Start Time\",\"End Date\",\"End Time\",\"Duration (h)\",\"Duration (decimal)\",\"Billable Rate (USD)\",\"Billable Amount (USD)\",\"Date of creation\"\n"
			 "\"P\",\"C\",\"\",\"\",\"Resource 01\",\"\",\"r@x.y\",\"\",\"Yes\",\"09/15/2026\",\"02:00 PM\",\"09/15/2026\",\"03:30 PM\",\"01:30:00\",\"1.50\",\"0.00\",\"0.00\",\"09/15/2026\"\n"
			 "\"P\",\"C\",\"\",\"\",\"Resource 01\",\"\",\"r@x.y\",\"\",\"No\",\"02/03/2026\",\"11:00:00 PM\",\"02/04/2026\",\"01:00:00 AM\",\"02:00:00\",\"2.00\",\"10.00\",\"20.00\",\"x\"\n"
			 "\"Total (01/01/2026 - 31/12/2026)\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"03:30:00\",\"3.50\",\"\",\"20.00\",\"\"\n",
			 "= clockify\n"
			 "2 time_entry project=P client=C resource=Resource 01 work_date=2026-09-15 seconds=5400 start=14:00:00 billable=yes email=r@x.y\n"
			 "3 time_entry project=P client=C resource=Resource 01 work_date=2026-02-03 seconds=7200 start=23:00:00 billable=no bill_amount=20.00 currency=USD email=r@x.y\n"
			 "4 TOTAL\n"},
			{"Clockify, an activity, a running timer",
			 "Project,Client,Description,Activity,User,Group,Email,Tags,Billable,Start Date,Start Time,End Date,End Time,Duration (h),Duration (decimal),Billable Rate,Billable Amount,Date of creation\n"
			 "P,,note,Policy,Resource 01,G,a@b.c,,No,2025-09-10,22:00:00,2025-09-11,03:00:00,05:00:00,5.00,0,0,\n"
			 "P,,note,Policy,Resource 01,G,a@b.c,,No,2025-09-10,22:00:00,,,00:00:00,0.00,0,0,\n",
			 "= clockify\n"
			 "2 time_entry project=P task=Policy resource=Resource 01 work_date=2025-09-10 seconds=18000 start=22:00:00 billable=no note=note email=a@b.c\n"
			 "3 RUNNING\n"},
			{"Clockify, decimal hours only",
			 "Project,Client,Description,Task,User,Email,Tags,Billable,Start Date,Start Time,End Date,End Time,Duration (decimal)\n"
			 "P,C,d,,Resource 01,,\"dev, b\",Yes,2026-08-12,09:05:00,2026-08-12,11:20:00,2.25\n",
			 "= clockify\n"
			 "2 time_entry project=P client=C resource=Resource 01 work_date=2026-08-12 seconds=8100 start=09:05:00 billable=yes note=d\n"},
			{"Clockify in German, h:mm and a decimal comma",
			 "\"Projekt\",\"Kunde\",\"Beschreibung\",\"Aufgabe\",\"Benutzer\",\"Gruppe\",\"E-Mail\",\"Tags\",\"Abrechenbar\",\"Startdatum\",\"Startzeit\",\"Enddatum\",\"Endzeit\",\"Dauer (h)\",\"Dauer (dezimal)\"\n"
			 "\"P\",\"K\",\"x\",\"\",\"Resource 01\",\"\",\"r@x.y\",\"\",\"Ja\",\"18.08.2026\",\"04:00\",\"18.08.2026\",\"12:00\",\"8:00\",\"8,00\"\n",
			 "= clockify\n"
			 "2 time_entry project=P client=K resource=Resource 01 work_date=2026-08-18 seconds=28800 start=04:00:00 billable=yes note=x email=r@x.y\n"},
			{"Harvest with money",
			 "Date,Client,Project,Project Code,Task,Notes,Hours,Hours Rounded,Billable?,Invoiced?,Approved?,First Name,Last Name,Roles,Employee?,Billable Rate,Billable Amount,Cost Rate,Cost Amount,Currency,External Reference URL\n"
			 "2026-07-02,C,P,EX-1,T,Plan,0.20,0.25,Yes,No,Yes,Resource,01,,Yes,1000,250,0,0,Swedish Krona - SEK,\n"
			 "2026-07-03,C,P,EX-1,T,Plan,7:30,7.5,No,No,No,Resource,01,,Yes,0.00,0.00,45.00,\"1,337.50\",Euro - EUR,\n",
			 "= harvest\n"
			 "2 time_entry project=P client=C task=T resource=Resource 01 work_date=2026-07-02 seconds=720 billable=yes approval=approved bill_amount=250 currency=SEK note=Plan code=EX-1\n"
			 "3 time_entry project=P client=C task=T resource=Resource 01 work_date=2026-07-03 seconds=27000 billable=no approval=submitted cost=1337.50 currency=EUR note=Plan code=EX-1\n"},
			{"Harvest with decimal commas, day first",
			 "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,Invoiced?,First Name,Last Name,Department,Employee?,Billable Rate,Billable Amount,Currency\n"
			 "26/01/2015,A,B,,K,n,\"7,5\",Yes,No,Resource,01,,Yes,\"100,00\",\"750,00\",EUR\n"
			 "02/03/2015,A,B,,K,n,\"1,25\",Yes,No,Resource,01,,Yes,\"100,00\",\"1.125,00\",EUR\n",
			 "= harvest\n"
			 "2 time_entry project=B client=A task=K resource=Resource 01 work_date=2015-01-26 seconds=27000 billable=yes bill_amount=750.00 currency=EUR note=n\n"
			 "3 time_entry project=B client=A task=K resource=Resource 01 work_date=2015-03-02 seconds=4500 billable=yes bill_amount=1125.00 currency=EUR note=n\n"},
			{"Harvest in German, semicolons, of one person",
			 "Datum;Kunde;Projekt;Aufgabe;Notizen;Stunden;Abrechenbar?;Stundensatz\n"
			 "04.08.2026;A;W;Development;x;6,5;Ja;160\n"
			 "20.08.2026;A;I;Admin;x;1;Nein;0\n",
			 "= harvest\n"
			 "2 time_entry project=W client=A task=Development resource=harvest work_date=2026-08-04 seconds=23400 billable=yes note=x\n"
			 "3 time_entry project=I client=A task=Admin resource=harvest work_date=2026-08-20 seconds=3600 billable=no note=x\n"},
			{"Harvest in German with money",
			 "Datum;Kunde;Projekt;Projektcode;Aufgabe;Notizen;Stunden;Abrechenbar?;In Rechnung gestellt?;Genehmigt?;Vorname;Nachname;Abteilung;Mitarbeiter?;Stundensatz;Abrechenbarer Betrag;Kostensatz;Kostenbetrag;Währung\n"
			 "04.08.2026;A;W;C1;Dev;x;6,5;Ja;Nein;Ja;Resource;01;;Ja;160,00;1.040,00;50,00;325,00;Euro - EUR\n",
			 "= harvest\n"
			 "2 time_entry project=W client=A task=Dev resource=Resource 01 work_date=2026-08-04 seconds=23400 billable=yes approval=approved cost=325.00 bill_amount=1040.00 currency=EUR note=x code=C1\n"},
			{"Harvest, JSON",
			 "{\"time_entries\":[{\"id\":636709355,\"spent_date\":\"2017-03-02\",\"user\":{\"id\":1,\"name\":\"Resource 01\"},\"client\":{\"id\":5,\"name\":\"C\"},\"project\":{\"id\":1,\"name\":\"P\",\"code\":\"OS1\"},\"task\":{\"id\":8,\"name\":\"T\"},\"hours\":2.11,\"notes\":\"n\",\"billable\":true,\"started_time\":\"3:00pm\",\"ended_time\":\"5:06pm\",\"approval_status\":\"unsubmitted\"}],\"per_page\":100}\n",
			 "= harvest-json\n"
			 "1 time_entry project=P client=C task=T resource=Resource 01 work_date=2017-03-02 seconds=7596 start=15:00:00 billable=yes approval=draft note=n code=OS1\n"},
			{"Jira, text of days and hours, a total",
			 "Project;Issue Key;Summary;Author;Started;Time Spent;Comment\n"
			 "P;H-1;s;Resource 01;2026-02-03 09:00;1d 2h 30m;x\n"
			 "P;H-2;s;Resource 01;30/Jun/26 8:30 AM;45m;x\n"
			 "P;H-2;s;Resource 01;2023-06-30T08:30:00.000+0000;1w;x\n"
			 "Total;;;;;6d;\n",
			 "= jira\n"
			 "2 time_entry project=P task=H-1 resource=Resource 01 work_date=2026-02-03 seconds=37800 start=09:00:00 note=x\n"
			 "3 time_entry project=P task=H-2 resource=Resource 01 work_date=2026-06-30 seconds=2700 start=08:30:00 note=x\n"
			 "4 time_entry project=P task=H-2 resource=Resource 01 work_date=2023-06-30 seconds=144000 start=08:30:00 note=x\n"
			 "5 TOTAL\n"},
			{"Jira, decimal hours of another add-on",
			 "Project,Issue Type,Key,Summary,Priority,Date Started,Display Name,Time Spent (h),Work Description\n"
			 "P,Bug,TIME-4,s,Major,2014-02-24 21:03:48,Resource 01,1.5,d\n"
			 "P,Bug,TIME-4,s,Major,2014-02-24 21:03:48,Resource 01,0.33,d\n"
			 "Total,,,,,,,1.83,\n",
			 "= jira\n"
			 "2 time_entry project=P task=TIME-4 resource=Resource 01 work_date=2014-02-24 seconds=5400 start=21:03:48 note=d\n"
			 "3 time_entry project=P task=TIME-4 resource=Resource 01 work_date=2014-02-24 seconds=1188 start=21:03:48 note=d\n"
			 "4 TOTAL\n"},
			{"Tempo",
			 "Issue Key,Issue summary,Hours,Work date,Username,Full name,Period,Account Key,Account Name,Account Lead,Account Category,Account Customer,Activity Name,Component,All Components,Version Name,Issue Type,Issue Status,Project Key,Project Name,Epic,Epic Link,Work Description,Parent Key,Reporter,External Hours,Billed Hours,Issue Original Estimate,Issue Remaining Estimate\n"
			 "HAR-1,Sum,7.5,2026-01-05 09:00,r1,Resource 01,0126,,,,,,Dev,,,,Task,Open,HAR,P,,,did,,,0,7.5,0,0\n"
			 "HAR-1,Sum,1.25,2026-01-05 18:00,r1,Resource 01,0126,ACC,Acc,,,Cust,Dev,,,,Task,Open,HAR,P,,,did,,,0,0,0,0\n",
			 "= tempo\n"
			 "2 time_entry project=P task=HAR-1 resource=Resource 01 work_date=2026-01-05 seconds=27000 start=09:00:00 billable=yes role=Dev note=did\n"
			 "3 time_entry project=P client=Cust task=HAR-1 resource=Resource 01 work_date=2026-01-05 seconds=4500 start=18:00:00 billable=no role=Dev note=did code=ACC\n"},
			{"Kimai in German, decimal and h:mm, a row of sums",
			 "Datum;Von;Bis;Dauer;Währung;Preis;Interner Preis;Stundensatz;Festpreis;Name;Benutzer;E-Mail;Personalnummer;Kunde;Projekt;Tätigkeit;Beschreibung;Abrechenbar;Schlagworte;Typ;Kategorie;Konto;Projektnummer\n"
			 "16.06.2019;12:00;12:06;0:06;EUR;0;0;0;84;Resource 01;r1;;;K;P;T;;1;;timesheet;work;;PN-1\n"
			 "16.06.2019;22:00;01:30;3,50;EUR;350,50;0;100;;Resource 01;r1;;;K;P;T;x;0;;timesheet;work;;PN-1\n"
			 ";;;3,60;;350,50;;;;;;;;;;;;;;;;;\n",
			 "= kimai\n"
			 "2 time_entry project=P client=K task=T resource=Resource 01 work_date=2019-06-16 seconds=360 start=12:00:00 billable=yes code=PN-1\n"
			 "3 time_entry project=P client=K task=T resource=Resource 01 work_date=2019-06-16 seconds=12600 start=22:00:00 billable=no bill_amount=350.50 currency=EUR note=x code=PN-1\n"
			 "4 TOTAL\n"},
			{"Kimai, decimal, a running timer",
			 "Date,From,To,Duration,Currency,Price,Internal price,Hourly price,Fixed price,Name,User,Customer,Project,Activity,Description,Billable\n"
			 "2019-06-16,12:00,12:06,0.11,EUR,0,0,0,84,Resource 01,r1,C,P,A,,1\n"
			 "2019-06-17,12:00,,0:00,EUR,0,0,0,84,Resource 01,r1,C,P,A,,1\n",
			 "= kimai\n"
			 "2 time_entry project=P client=C task=A resource=Resource 01 work_date=2019-06-16 seconds=396 start=12:00:00 billable=yes\n"
			 "3 RUNNING\n"},
			{"Redmine in English",
			 "#,Project,Date,Week,User,Activity,Issue,Comment,Hours\n"
			 "7,P,2026-01-05,2,Resource 01,Dev,Task #3: x,k,8.25\n",
			 "= redmine\n"
			 "2 time_entry project=P task=Task #3: x resource=Resource 01 work_date=2026-01-05 seconds=29700 role=Dev note=k\n"},
			{"Redmine in German",
			 "#,Projekt,Datum,Woche,Benutzer,Aktivität,Ticket,Kommentar,Stunden\n"
			 "7,P,2026-01-05,2,Resource 01,Dev,Task #3: x,k,8.25\n",
			 "= redmine\n"
			 "2 time_entry project=P task=Task #3: x resource=Resource 01 work_date=2026-01-05 seconds=29700 role=Dev note=k\n"},
			{"Redmine in French",
			 "#,Projet,Date,Semaine,Utilisateur,Activité,Demande,Commentaire,Heures\n"
			 "7,P,2026-01-05,2,Resource 01,Dev,Task #3: x,k,8.25\n",
			 "= redmine\n"
			 "2 time_entry project=P task=Task #3: x resource=Resource 01 work_date=2026-01-05 seconds=29700 role=Dev note=k\n"},
			{"Redmine in Spanish",
			 "#,Proyecto,Fecha,Semana,Usuario,Actividad,Petición,Comentario,Horas\n"
			 "7,P,2026-01-05,2,Resource 01,Dev,Task #3: x,k,8.25\n",
			 "= redmine\n"
			 "2 time_entry project=P task=Task #3: x resource=Resource 01 work_date=2026-01-05 seconds=29700 role=Dev note=k\n"},
			{"Redmine in Italian",
			 "#,Progetto,Data,Settimana,Utente,Attività,Segnalazione,Commento,Ore\n"
			 "7,P,2026-01-05,2,Resource 01,Dev,Task #3: x,k,8.25\n",
			 "= redmine\n"
			 "2 time_entry project=P task=Task #3: x resource=Resource 01 work_date=2026-01-05 seconds=29700 role=Dev note=k\n"},
			{"Redmine in Portuguese",
			 "#,Projeto,Data,Semana,Utilizador,Atividade,Tarefa,Comentário,Horas\n"
			 "7,P,2026-01-05,2,Resource 01,Dev,Task #3: x,k,8.25\n",
			 "= redmine\n"
			 "2 time_entry project=P task=Task #3: x resource=Resource 01 work_date=2026-01-05 seconds=29700 role=Dev note=k\n"},
			{"Redmine in Brazilian",
			 "#,Projeto,Data,Semana,Usuário,Atividade,Tarefa,Comentário,Horas\n"
			 "7,P,2026-01-05,2,Resource 01,Dev,Task #3: x,k,8.25\n",
			 "= redmine\n"
			 "2 time_entry project=P task=Task #3: x resource=Resource 01 work_date=2026-01-05 seconds=29700 role=Dev note=k\n"},
			{"Redmine in Dutch",
			 "#,Project,Datum,Week,Gebruiker,Activiteit,Issue,Commentaar,Uren\n"
			 "7,P,2026-01-05,2,Resource 01,Dev,Task #3: x,k,8.25\n",
			 "= redmine\n"
			 "2 time_entry project=P task=Task #3: x resource=Resource 01 work_date=2026-01-05 seconds=29700 role=Dev note=k\n"},
			{"Redmine in Polish",
			 "#,Projekt,Data,Tydzień,Użytkownik,Aktywność,Zagadnienie,Komentarz,Godzina\n"
			 "7,P,2026-01-05,2,Resource 01,Dev,Task #3: x,k,8.25\n",
			 "= redmine\n"
			 "2 time_entry project=P task=Task #3: x resource=Resource 01 work_date=2026-01-05 seconds=29700 role=Dev note=k\n"},
			{"Redmine in Czech",
			 "#,Projekt,Datum,Týden,Uživatel,Aktivita,Úkol,Komentář,Hodiny\n"
			 "7,P,2026-01-05,2,Resource 01,Dev,Task #3: x,k,8.25\n",
			 "= redmine\n"
			 "2 time_entry project=P task=Task #3: x resource=Resource 01 work_date=2026-01-05 seconds=29700 role=Dev note=k\n"},
			{"Redmine in Slovak",
			 "#,Projekt,Dátum,Týždeň,Používateľ,Aktivita,Úloha,Komentár,Hodiny\n"
			 "7,P,2026-01-05,2,Resource 01,Dev,Task #3: x,k,8.25\n",
			 "= redmine\n"
			 "2 time_entry project=P task=Task #3: x resource=Resource 01 work_date=2026-01-05 seconds=29700 role=Dev note=k\n"},
			{"Redmine in Russian",
			 "#,Проект,Дата,Неделя,Пользователь,Деятельность,Задача,Комментарий,\"Час(а,ов)\"\n"
			 "7,P,2026-01-05,2,Resource 01,Dev,Task #3: x,k,8.25\n",
			 "= redmine\n"
			 "2 time_entry project=P task=Task #3: x resource=Resource 01 work_date=2026-01-05 seconds=29700 role=Dev note=k\n"},
			{"Redmine in Swedish",
			 "#,Projekt,Datum,Vecka,Användare,Aktivitet,Ärende,Kommentar,Timmar\n"
			 "7,P,2026-01-05,2,Resource 01,Dev,Task #3: x,k,8.25\n",
			 "= redmine\n"
			 "2 time_entry project=P task=Task #3: x resource=Resource 01 work_date=2026-01-05 seconds=29700 role=Dev note=k\n"},
			{"Redmine in Danish",
			 "#,Projekt,Dato,Uge,Bruger,Aktivitet,Sag,Kommentar,Timer\n"
			 "7,P,2026-01-05,2,Resource 01,Dev,Task #3: x,k,8.25\n",
			 "= redmine\n"
			 "2 time_entry project=P task=Task #3: x resource=Resource 01 work_date=2026-01-05 seconds=29700 role=Dev note=k\n"},
			{"Redmine in Norwegian",
			 "#,Prosjekt,Dato,Uke,Bruker,Aktivitet,Sak,Kommentar,Timer\n"
			 "7,P,2026-01-05,2,Resource 01,Dev,Task #3: x,k,8.25\n",
			 "= redmine\n"
			 "2 time_entry project=P task=Task #3: x resource=Resource 01 work_date=2026-01-05 seconds=29700 role=Dev note=k\n"},
			{"Redmine in Finnish",
			 "#,Projekti,Päivä,Viikko,Käyttäjä,Aktiviteetti,Tapahtuma,Kommentti,Tuntia\n"
			 "7,P,2026-01-05,2,Resource 01,Dev,Task #3: x,k,8.25\n",
			 "= redmine\n"
			 "2 time_entry project=P task=Task #3: x resource=Resource 01 work_date=2026-01-05 seconds=29700 role=Dev note=k\n"},
			{"Redmine in Hungarian",
			 "#,Projekt,Dátum,Hét,Felhasználó,Aktivitás,Feladat,Megjegyzés,Óra\n"
			 "7,P,2026-01-05,2,Resource 01,Dev,Task #3: x,k,8.25\n",
			 "= redmine\n"
			 "2 time_entry project=P task=Task #3: x resource=Resource 01 work_date=2026-01-05 seconds=29700 role=Dev note=k\n"},
			{"Redmine in Japanese",
			 "#,プロジェクト,日付,週,ユーザー,作業分類,チケット,コメント,時間\n"
			 "7,P,2026-01-05,2,Resource 01,Dev,Task #3: x,k,8.25\n",
			 "= redmine\n"
			 "2 time_entry project=P task=Task #3: x resource=Resource 01 work_date=2026-01-05 seconds=29700 role=Dev note=k\n"},
			{"Redmine in Chinese",
			 "#,项目,日期,周,用户,活动,问题,注释,小时\n"
			 "7,P,2026-01-05,2,Resource 01,Dev,Task #3: x,k,8.25\n",
			 "= redmine\n"
			 "2 time_entry project=P task=Task #3: x resource=Resource 01 work_date=2026-01-05 seconds=29700 role=Dev note=k\n"},
			{"Redmine, decimal commas, h:mm, a total",
			 "#;Projekt;Datum;Woche;Benutzer;Aktivität;Ticket;Kommentar;Stunden\n"
			 "7;P;05.01.2026;2;Resource 01;Entwicklung;Aufgabe #12: x;k;8,00\n"
			 "8;P;05.01.2026;2;Resource 01;Entwicklung;;k;8:15\n"
			 "Summe;;;;;;;;16,25\n",
			 "= redmine\n"
			 "2 time_entry project=P task=Aufgabe #12: x resource=Resource 01 work_date=2026-01-05 seconds=28800 role=Entwicklung note=k\n"
			 "3 time_entry project=P task=Entwicklung resource=Resource 01 work_date=2026-01-05 seconds=29700 role=Entwicklung note=k\n"
			 "4 TOTAL\n"},
			{"Redmine, older columns without an id",
			 "Date,User,Activity,Project,Issue,Tracker,Subject,Hours,Comment\n"
			 "01/05/2026,Resource 01,Dev,P,12,Bug,s,8.0,c\n"
			 "01/25/2026,Resource 01,Dev,P,12,Bug,s,8.0,c\n",
			 "= redmine\n"
			 "2 time_entry project=P task=12 resource=Resource 01 work_date=2026-01-05 seconds=28800 role=Dev note=c\n"
			 "3 time_entry project=P task=12 resource=Resource 01 work_date=2026-01-25 seconds=28800 role=Dev note=c\n"},
			{"timewarrior",
			 "[\n"
			 "{\"id\":2,\"start\":\"20260105T220000Z\",\"end\":\"20260106T013000Z\",\"tags\":[\"harbour\",\"survey\"],\"annotation\":\"tide\"},\n"
			 "{\"id\":1,\"start\":\"20260106T090000Z\",\"tags\":[\"harbour\"]}\n"
			 "]\n",
			 "= timewarrior\n"
			 "2 time_entry project=harbour task=survey resource=timewarrior work_date=2026-01-05 seconds=12600 start=22:00:00 note=tide\n"
			 "3 RUNNING\n"},
			{"timeclock",
			 "; mine\n"
			 "i 2026/01/05 09:00:00 harbour:survey  tide tables\n"
			 "o 2026/01/05 12:30:00\n"
			 "b 2026/01/05 1\n"
			 "h 2026/01/05 8\n"
			 "\n"
			 "i 2026-01-05 22:00 harbour:survey ; night\n"
			 "o 2026-01-06 01:00\n"
			 "o 2026-01-07 01:00\n"
			 "i 2026/01/08 09:00:00 x\n"
			 "i 2026/01/08 10:00:00 y\n"
			 "o 2026/01/08 11:00:00 x\n"
			 "what\n",
			 "= timeclock\n"
			 "2 time_entry project=harbour:survey resource=timeclock work_date=2026-01-05 seconds=12600 start=09:00:00 note=tide tables\n"
			 "7 time_entry project=harbour:survey resource=timeclock work_date=2026-01-05 seconds=10800 start=22:00:00 note=night\n"
			 "9 REJECT : this closes nothing: no line i is open\n"
			 "10 time_entry project=x resource=timeclock work_date=2026-01-08 seconds=7200 start=09:00:00\n"
			 "13 REJECT : a line begins with i, o, b, h or #\n"
			 "11 RUNNING\n"},
			{"hledger print",
			 "\"txnidx\",\"date\",\"date2\",\"status\",\"code\",\"description\",\"comment\",\"account\",\"amount\",\"commodity\",\"credit\",\"debit\",\"posting-status\",\"posting-comment\"\n"
			 "\"1\",\"2026-01-31\",\"\",\"\",\"INV-1\",\"Harbour Ltd\",\"\",\"assets:receivable:HARBOUR\",\"1000.00\",\"€\",\"\",\"1000.00\",\"\",\"\"\n"
			 "\"1\",\"2026-01-31\",\"\",\"\",\"INV-1\",\"Harbour Ltd\",\"\",\"income:consulting:HARBOUR\",\"-1000.00\",\"€\",\"1000.00\",\"\",\"\",\"\"\n"
			 "\"2\",\"2026-02-15\",\"\",\"\",\"\",\"Harbour Ltd\",\"\",\"assets:bank\",\"1000.00\",\"€\",\"\",\"1000.00\",\"\",\"\"\n"
			 "\"2\",\"2026-02-15\",\"\",\"\",\"\",\"Harbour Ltd\",\"\",\"assets:receivable:HARBOUR\",\"-1000.00\",\"€\",\"1000.00\",\"\",\"\",\"\"\n"
			 "\"3\",\"2026-02-16\",\"\",\"\",\"\",\"Hotel\",\"\",\"expenses:travel\",\"120.00\",\"EUR\",\"\",\"120.00\",\"\",\"contract:HARBOUR, trip:1\"\n"
			 "\"4\",\"2026-02-16\",\"\",\"\",\"\",\"Crew\",\"\",\"expenses:subcontractors:HARBOUR\",\"500\",\"$\",\"\",\"500\",\"\",\"\"\n"
			 "\"5\",\"2026-02-17\",\"\",\"\",\"C-1\",\"Credit note\",\"\",\"assets:receivable:HARBOUR\",\"-10.00\",\"€\",\"10.00\",\"\",\"\",\"\"\n",
			 "= hledger\n"
			 "2 invoice contract=HARBOUR date=2026-01-31 service_from=2026-01-01 service_to=2026-02-01 amount=1000.00 currency=EUR note=Harbour Ltd\n"
			 "3 recognition contract=HARBOUR service_from=2026-01-01 service_to=2026-02-01 recognized_on=2026-01-31 amount=1000.00 currency=EUR invoice=INV-1 note=Harbour Ltd\n"
			 "4 OTHER\n"
			 "5 OTHER\n"
			 "6 cost contract=HARBOUR date=2026-02-16 amount=120.00 currency=EUR kind=expense note=Hotel contract:HARBOUR, trip:1\n"
			 "7 cost contract=HARBOUR date=2026-02-16 amount=500 currency=USD kind=subcontractor note=Crew\n"
			 "8 invoice contract=HARBOUR date=2026-02-17 service_from=2026-02-01 service_to=2026-03-01 amount=-10.00 currency=EUR note=Credit note\n"},
			{"hledger register",
			 "\"txnidx\",\"date\",\"code\",\"description\",\"account\",\"amount\",\"total\"\n"
			 "\"1\",\"2026-01-31\",\"\",\"x\",\"income:HARBOUR\",\"€-1000.00\",\"€-1000.00\"\n"
			 "\"1\",\"2026-01-31\",\"\",\"x\",\"expenses:HARBOUR\",\"120.00 USD\",\"120.00 USD\"\n",
			 "= hledger-register\n"
			 "2 recognition contract=HARBOUR service_from=2026-01-01 service_to=2026-02-01 recognized_on=2026-01-31 amount=1000.00 currency=EUR note=x\n"
			 "3 cost contract=HARBOUR date=2026-01-31 amount=120.00 currency=USD kind=expense note=x\n"},
			{"ledger, without a header",
			 "\"2026/01/31\",\"\",\"Harbour Ltd\",\"Income:HARBOUR\",\"$\",\"-1000.00\",\"*\",\"\"\n"
			 "\"2026/01/31\",\"\",\"Harbour Ltd\",\"Expenses:Travel\",\"$\",\"12.50\",\"\",\" contract:HARBOUR\"\n"
			 "\"2026/01/31\",\"\",\"Harbour Ltd\",\"Assets:Bank\",\"$\",\"12.50\",\"\",\"\"\n",
			 "= ledger\n"
			 "1 recognition contract=HARBOUR service_from=2026-01-01 service_to=2026-02-01 recognized_on=2026-01-31 amount=1000.00 currency=USD note=Harbour Ltd\n"
			 "2 cost contract=HARBOUR date=2026-01-31 amount=12.50 currency=USD kind=expense note=Harbour Ltd contract:HARBOUR\n"
			 "3 OTHER\n"},
			{"our time entries",
			 "external_id,contract,project,client,task,resource,work_date,seconds,start,span,billable,approval,category,role,cost,bill_amount,currency,note\n"
			 "E1,H-1,,,T,R1,2026-01-05,3600,09:00,3700,yes,approved,client,dev,10.5,20.12345,EUR,hello\n"
			 "E2,H-1,,,T,R1,2026-01-05,90000,,,no,draft,,,,,,\n",
			 "= pacta-time-entry\n"
			 "2 time_entry contract=H-1 task=T resource=R1 work_date=2026-01-05 seconds=3600 start=09:00:00 span=3700 billable=yes approval=approved category=client role=dev cost=10.5 bill_amount=20.12345 currency=EUR note=hello\n"
			 "3 time_entry contract=H-1 task=T resource=R1 work_date=2026-01-05 seconds=90000 billable=no approval=draft !over_24h\n"},
			{"our time entries in hours, without ids",
			 "resource,work_date,hours,contract\n"
			 "R,2026-01-05,9.97,H\n"
			 "R,2026-01-05,\"7,5\",H\n",
			 "= pacta-time-entry\n"
			 "2 time_entry contract=H resource=R work_date=2026-01-05 seconds=35892\n"
			 "3 time_entry contract=H resource=R work_date=2026-01-05 seconds=27000\n"},
			{"our costs",
			 "contract,date,amount,kind,note\n"
			 "H,2026-01-02,12.345,Subcontractor,x\n",
			 "= pacta-cost\n"
			 "2 cost contract=H date=2026-01-02 amount=12.345 kind=subcontractor note=x\n"},
			{"our recognitions by month, a total",
			 "external_id,contract,service_month,recognized_on,amount,currency\n"
			 "R1,H,2026-03,2026-04-02,-100.50,EUR\n"
			 "R2,H,2026-03,,\"1,000.00\",EUR\n"
			 "Total,,,,899.50,\n",
			 "= pacta-recognition\n"
			 "2 recognition contract=H service_from=2026-03-01 service_to=2026-04-01 recognized_on=2026-04-02 amount=-100.50 currency=EUR\n"
			 "3 recognition contract=H service_from=2026-03-01 service_to=2026-04-01 amount=1000.00 currency=EUR\n"
			 "4 TOTAL\n"},
			{"our invoices",
			 "contract;date;amount;service_from;service_to\n"
			 "H;01.02.2026;1.234,50;01.01.2026;01.02.2026\n",
			 "= pacta-invoice\n"
			 "2 invoice contract=H date=2026-02-01 service_from=2026-01-01 service_to=2026-02-01 amount=1234.50\n"},
			{"our budgets",
			 "contract,month,revenue,hours\n"
			 "H,2026-03,1000,12.5\n",
			 "= pacta-budget\n"
			 "2 budget contract=H month=2026-03 revenue=1000 hours=12.5\n"},
			{"our tasks",
			 "contract,key,name,planned_hours,in_scope\n"
			 "H,T,Design,12.5,no\n",
			 "= pacta-task\n"
			 "2 task contract=H key=T name=Design planned_hours=12.5 in_scope=no\n"},
			{"our deliverables",
			 "contract,key,name,price_share,due_on\n"
			 "H,D,Draft,25%,2026-05-01\n",
			 "= pacta-deliverable\n"
			 "2 deliverable contract=H key=D name=Draft price_share=0.25 due_on=2026-05-01\n"},
			{"our progress",
			 "contract,deliverable,date,progress\n"
			 "H,D,2026-03-01,0.4\n",
			 "= pacta-progress\n"
			 "2 progress contract=H deliverable=D date=2026-03-01 progress=0.4\n"},
			{"our resources",
			 "key,effective_on,name,team,roles,monday,tuesday,cost_rate,currency\n"
			 "R,2026-01-01,N,T,dev;lead,8,7:30,60,EUR\n",
			 "= pacta-resource\n"
			 "2 resource key=R effective_on=2026-01-01 name=N team=T roles=dev;lead monday=8 tuesday=7.5 cost_rate=60 currency=EUR\n"},
			{"our rates",
			 "contract,resource,role,effective_on,billing_rate,currency\n"
			 "H,R,,2026-01-01,120,EUR\n",
			 "= pacta-rate\n"
			 "2 rate contract=H resource=R effective_on=2026-01-01 billing_rate=120 currency=EUR\n"},
			{"our assignments",
			 "contract,resource,from,to,hours_per_week\n"
			 "H,R,2026-01-01,2026-02-01,20\n",
			 "= pacta-assignment\n"
			 "2 assignment contract=H resource=R from=2026-01-01 to=2026-02-01 hours_per_week=20\n"},
			{"our calendars",
			 "calendar,date,working,note\n"
			 "X,2026-12-25,no,Christmas\n",
			 "= pacta-calendar-day\n"
			 "2 calendar_day calendar=X date=2026-12-25 working=no note=Christmas\n"},
			{"our exchange rates",
			 "currency,date,rate\n"
			 "USD,2026-01-02,0.9123\n",
			 "= pacta-exchange-rate\n"
			 "2 exchange_rate currency=USD date=2026-01-02 rate=0.9123\n"},
			{"our period closes",
			 "month,closed_on,closed_by\n"
			 "2026-03,2026-04-10,Resource 01\n",
			 "= pacta-period-close\n"
			 "2 period_close month=2026-03 closed_on=2026-04-10 closed_by=Resource 01\n"},
			{"our ledger totals",
			 "month,currency,recognized\n"
			 "2026-03,EUR,1000.00\n",
			 "= pacta-ledger-total\n"
			 "2 ledger_total month=2026-03 currency=EUR recognized=1000.00\n"},
};

static void reads_what_tools_export(void **state)
{
	for (size_t i = 0; i < COUNT(CASES); i++) {
		const char *got = collect_facts(*state, NULL, NULL, str_from_c(CASES[i].file));
		check_text(CASES[i].label, str_from_c(got), CASES[i].wanted);
	}
}

/* A template's own header is read by its own mapping. */
static void templates_are_recognised(void **state)
{
	for (FactKind kind = 0; kind < FACT_KINDS; kind++) {
		Str file = str_format(*state, "%.*s\n", STR_ARG(fact_template(*state, kind)));
		const char *wanted =
			str_format(*state, "= %.*s\n",
				   STR_ARG(mapping_info(fact_template_mapping(*state, kind))->name))
				.ptr;
		check_text(fact_spec(kind)->name,
			   str_from_c(collect_facts(*state, NULL, NULL, file)), wanted);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(reads_what_tools_export),
		ARENA_TEST(templates_are_recognised),
	};
	return RUN_TESTS(tests);
}
