//! What screens and lists read.

use casework::view::{
    CaseFilter, CaseView, FigureFilter, Figures, HomeView, PartyFilter, PartyGraph, PartyView,
};

use crate::contract::*;
use crate::error::Result;
use crate::session::Open;

/// Suggestions under a name field.
const SUGGESTIONS: usize = 8;

pub fn home(open: &mut Open<'_>, _: Nothing) -> Result<HomeView> {
    let today = open.service.today();
    Ok(open.book()?.home(today)?)
}

pub fn case_list(open: &mut Open<'_>, request: CaseFilter) -> Result<CaseList> {
    let today = open.service.today();
    Ok(CaseList {
        cases: open.book()?.case_rows(&request, today)?,
    })
}

pub fn case_open(open: &mut Open<'_>, request: CaseRef) -> Result<CaseView> {
    let today = open.service.today();
    let book = open.book()?;
    Ok(book.case_view(book.find_case(&request.case)?, today)?)
}

pub fn review_queue(open: &mut Open<'_>, _: Nothing) -> Result<CaseList> {
    let today = open.service.today();
    Ok(CaseList {
        cases: open.book()?.review_queue(today)?,
    })
}

pub fn party_list(open: &mut Open<'_>, request: PartyFilter) -> Result<PartyList> {
    let today = open.service.today();
    Ok(PartyList {
        parties: open.book()?.party_rows(&request, today)?,
    })
}

pub fn party_open(open: &mut Open<'_>, request: PartyRef) -> Result<PartyView> {
    let today = open.service.today();
    Ok(open.book()?.party_view(request.id, today)?)
}

pub fn party_graph(open: &mut Open<'_>, request: PartyRef) -> Result<PartyGraph> {
    Ok(open.book()?.party_graph(request.id)?)
}

pub fn figures(open: &mut Open<'_>, request: FigureFilter) -> Result<Figures> {
    Ok(open.book()?.figures(&request)?)
}

pub fn name_suggest(open: &mut Open<'_>, request: NameTyped) -> Result<NameSuggestions> {
    Ok(NameSuggestions {
        suggestions: open.book()?.suggest_names(&request.text, SUGGESTIONS)?,
    })
}

pub fn source_list(open: &mut Open<'_>, _: Nothing) -> Result<SourceList> {
    Ok(SourceList {
        sources: open.book()?.source_rows()?,
    })
}

pub fn source_cases(open: &mut Open<'_>, request: SourceRef) -> Result<SourceCases> {
    Ok(SourceCases {
        cases: open.book()?.cases_of_source(request.id)?,
    })
}

pub fn note_list(open: &mut Open<'_>, request: NoteFilter) -> Result<NoteList> {
    let state = |casework::NoteRow {
                     note,
                     revision,
                     changed,
                 }| NoteState {
        note,
        revision,
        changed,
    };
    Ok(NoteList {
        notes: open
            .book()?
            .note_rows(request.case)?
            .into_iter()
            .map(state)
            .collect(),
    })
}

pub fn held(open: &mut Open<'_>, request: OnDay) -> Result<Held> {
    let on = request.on.unwrap_or_else(|| open.service.today());
    Ok(Held {
        on,
        held: open.book()?.held(on)?,
        restricted: open.book()?.restricted(on)?,
    })
}

pub fn search(open: &mut Open<'_>, request: SearchQuery) -> Result<SearchResults> {
    let filter = casework::SearchFilter {
        kinds: request.kinds,
        privileged: request.privileged,
        cases: request.cases,
        years: request.years,
        status: request.status,
        sensitivity: request.sensitivity,
        offset: request.offset,
    };
    let book = open.book()?;
    let (results, more, facets) = if request.facets {
        let (results, more, facets) =
            book.search_and_count(&request.text, request.limit, &filter)?;
        (results, more, Some(facets))
    } else {
        let (results, more) = book.search(&request.text, request.limit, &filter)?;
        (results, more, None)
    };
    Ok(SearchResults {
        results,
        more,
        facets,
    })
}

pub fn saved_search_list(open: &mut Open<'_>, _: Nothing) -> Result<SavedSearches> {
    let state = |(search, revision)| SavedSearchState { search, revision };
    Ok(SavedSearches {
        searches: open
            .book()?
            .saved_searches()?
            .into_iter()
            .map(state)
            .collect(),
    })
}

pub fn vocabulary_list(open: &mut Open<'_>, _: Nothing) -> Result<Vocabularies> {
    let book = open.book()?;
    Ok(Vocabularies {
        terms: book.terms()?,
        provisions: book.provisions()?,
    })
}
